import type { FlagName, FlagValue } from '@webstore/faults/flags';
import { changeFlags, readFlags } from '@webstore/lab-core/clients/flags.ts';
import type { Mechanism } from '../mechanism.ts';

/** Sets a feature flag that selects a valid but inefficient implementation. */
export const setFlag = <Name extends FlagName>(name: Name, value: FlagValue<Name>): Mechanism => ({
  async begin(lab) {
    changeFlags(lab, (before) => ({ ...before, [name]: value }));
  },
  async end(lab) {
    changeFlags(lab, ({ [name]: _ended, ...rest }) => rest as ReturnType<typeof readFlags>);
  },
  async holds(lab) {
    return readFlags(lab)[name] === value;
  },
});
