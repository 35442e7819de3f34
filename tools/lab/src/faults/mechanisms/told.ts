import type { FlagName, FlagValue } from '@webstore/faults/flags';
import { changeFlags, toldFlags } from '../../flags.ts';
import type { Mechanism } from '../mechanism.ts';

/** A service that follows its flags does another thing, which is as good a program and a worse idea. */
export const told = <Name extends FlagName>(name: Name, value: FlagValue<Name>): Mechanism => ({
  async begin(lab) {
    changeFlags(lab, (before) => ({ ...before, [name]: value }));
  },
  async end(lab) {
    changeFlags(lab, ({ [name]: _ended, ...rest }) => rest as ReturnType<typeof toldFlags>);
  },
  async holds(lab) {
    return toldFlags(lab)[name] === value;
  },
});
