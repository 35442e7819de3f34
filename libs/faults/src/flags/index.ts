import { OpenFeature } from '@openfeature/server-sdk';
import { type FlagName, flags, type FlagValue } from './flags';

export { type FlagName, flags, type FlagValue } from './flags';
export { followFlags } from './follow-flags';

const client = OpenFeature.getClient();

/** The current value of the flag; its first value in a process that follows no file. */
export const flag = <Name extends FlagName>(name: Name): Promise<FlagValue<Name>> =>
  client.getStringValue<FlagValue<Name>>(name, flags[name][0]);
