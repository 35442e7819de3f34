import type { Mechanism, Occurrence } from '../mechanism.ts';
import { configRollout } from './config-rollout.ts';
import { setFlag } from './set-flag.ts';

const twice = configRollout(() => ({ env: { PUBLISH_TIMEOUT_MS: '1' } }));
const perDelivery = setFlag('payment.charged-once', 'delivery');

const ofCheckout = ({ fault, ...rest }: Occurrence): Occurrence => ({
  fault: { ...fault, component: 'checkout' },
  ...rest,
});

/** checkout publishes its events more than once, and payment no longer deduplicates them. */
export const duplicateCharge: Mechanism = {
  async begin(control, occurrence) {
    await perDelivery.begin(control, occurrence);
    await twice.begin(control, ofCheckout(occurrence));
  },
  async end(control, occurrence) {
    await perDelivery.end(control, occurrence);
    // Charges in progress at this moment are completed when checkout is back.
    await twice.end(control, ofCheckout(occurrence));
    await control.bank.returnStrayCharges();
  },
  holds: (control, occurrence) => perDelivery.holds(control, occurrence),
};
