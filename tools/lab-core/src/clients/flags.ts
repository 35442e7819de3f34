import { join } from 'node:path';
import type { FlagName } from '@webstore/faults/flags';
import { z } from 'zod';
import type { Lab } from '../lab.ts';
import { jsonState } from '../state/json-state.ts';
import { forAll } from '../state/replace-file.ts';

export type FlagValues = Partial<Record<FlagName, string>>;

/**
 * One for all services, which follow it; only the lab writes it. Natively only its owner reads it; in
 * containers services run as other users.
 */
export const flagsFile = (lab: Lab): string => join(lab.data('flags'), 'flags.json');

export const flagsState = (lab: Lab) =>
  jsonState(
    lab.stateFile('flags', 'flags.json'),
    z.record(z.string(), z.string()),
    {},
    { ignored: 'every flag has its first value' },
    lab.inContainers ? forAll : undefined,
  );

export const readFlags = (lab: Lab): FlagValues => flagsState(lab).read();

export const changeFlags = (lab: Lab, change: (before: FlagValues) => FlagValues): void =>
  flagsState(lab).change((before) => change(before as FlagValues) as Record<string, string>);
