import type { Country } from '@webstore/contracts';
import type { ResolvedFault } from '@webstore/faults';
import { conditions, setConditions, type Condition } from '@webstore/supervisor/bank/conditions.ts';
import type { Mechanism } from '../mechanism.ts';

/** The bank's first site behaves otherwise towards a country, or all; the shop can do nothing about it but go elsewhere. */
export const bank = (condition: (fault: ResolvedFault) => Omit<Condition, 'country'>): Mechanism => ({
  async begin(lab, { fault, key }) {
    const country = (fault.parameters['country'] ?? '*') as Country | '*';
    setConditions(lab, { ...conditions(lab), [key]: { country, ...condition(fault) } });
  },
  async end(lab, { key }) {
    const { [key]: _ended, ...rest } = conditions(lab);
    setConditions(lab, rest);
  },
  async holds(lab, { key }) {
    return key in conditions(lab);
  },
});
