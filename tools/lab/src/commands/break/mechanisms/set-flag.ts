import type { FlagName, FlagValue } from '@webstore/faults/flags';
import { tellFlags, toldFlags } from '@webstore/lab-core/clients/flags.ts';
import type { Mechanism } from '../mechanism.ts';

/** Sets a feature flag that selects a valid but inefficient implementation. */
export const setFlag = <Name extends FlagName>(name: Name, value: FlagValue<Name>): Mechanism => ({
  async begin(lab) {
    tellFlags(lab, { ...toldFlags(lab), [name]: value });
  },
  async end(lab) {
    const { [name]: _ended, ...rest } = toldFlags(lab);
    tellFlags(lab, rest as ReturnType<typeof toldFlags>);
  },
  async holds(lab) {
    return toldFlags(lab)[name] === value;
  },
});
