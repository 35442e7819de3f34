import type { FlagName, FlagValue } from '@webstore/faults/flags';
import { tellFlags, toldFlags } from '@webstore/lab-core/clients/flags.ts';
import type { Mechanism } from '../mechanism.ts';

/** A service that follows its flags does another thing, which is as good a program and a worse idea. */
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
