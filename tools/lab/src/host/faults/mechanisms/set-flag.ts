import type { FlagName, FlagValue } from '@webstore/faults/flags';
import type { Mechanism } from '../mechanism.ts';

/** Sets a feature flag that selects a valid but inefficient implementation. */
export const setFlag = <Name extends FlagName>(name: Name, value: FlagValue<Name>): Mechanism => ({
  async begin({ flags }) {
    flags.change((before) => ({ ...before, [name]: value }));
  },
  async end({ flags }) {
    flags.change(({ [name]: _ended, ...rest }) => rest as ReturnType<typeof flags.read>);
  },
  async holds({ flags }) {
    return flags.read()[name] === value;
  },
});
