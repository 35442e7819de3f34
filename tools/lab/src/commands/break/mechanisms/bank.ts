import type { Country } from '@webstore/contracts';
import type { ResolvedFault } from '@webstore/faults';
import { changeConditions, conditions, type Condition } from '@webstore/supervisor/bank/conditions.ts';
import type { Mechanism } from '../mechanism.ts';

/**
 * The bank's first site behaves differently for one country, or for all; the shop's only remedy is the second
 * site.
 */
export const bank = (condition: (fault: ResolvedFault) => Omit<Condition, 'country'>): Mechanism => ({
  async begin(lab, { fault, key }) {
    const country = (fault.parameters['country'] ?? '*') as Country | '*';
    changeConditions(lab, (before) => ({ ...before, [key]: { country, ...condition(fault) } }));
  },
  async end(lab, { key }) {
    changeConditions(lab, ({ [key]: _ended, ...rest }) => rest);
  },
  async holds(lab, { key }) {
    return key in conditions(lab);
  },
});
