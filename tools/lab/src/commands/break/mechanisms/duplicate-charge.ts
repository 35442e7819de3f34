import type { Mechanism, Occurrence } from '../mechanism.ts';
import { returnStrayCharges } from '@webstore/supervisor/bank/stray-charges.ts';
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
  async begin(lab, occurrence) {
    await perDelivery.begin(lab, occurrence);
    await twice.begin(lab, ofCheckout(occurrence));
  },
  async end(lab, occurrence) {
    await perDelivery.end(lab, occurrence);
    // Charges in progress at this moment are completed when checkout is back.
    await twice.end(lab, ofCheckout(occurrence));
    await returnStrayCharges(lab);
  },
  holds: (lab, occurrence) => perDelivery.holds(lab, occurrence),
};
