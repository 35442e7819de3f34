import type { Country } from '@webstore/contracts';
import type { ResolvedFault } from '@webstore/faults';
import type { Condition } from '@webstore/lab-core/bank/conditions.ts';
import type { Mechanism } from '../mechanism.ts';

/**
 * The bank's first site behaves differently for one country, or for all; the shop's only remedy is the second
 * site.
 */
export const bank = (condition: (fault: ResolvedFault) => Omit<Condition, 'country'>): Mechanism => ({
  async begin(control, { fault, key }) {
    const country = (fault.parameters['country'] ?? '*') as Country | '*';
    control.bank.changeConditions((before) => ({ ...before, [key]: { country, ...condition(fault) } }));
  },
  async end(control, { key }) {
    control.bank.changeConditions(({ [key]: _ended, ...rest }) => rest);
  },
  async holds(control, { key }) {
    return key in control.bank.conditions();
  },
});
