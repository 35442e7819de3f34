import { join } from 'node:path';
import { z } from 'zod';
import type { Country } from '@webstore/contracts';
import type { Lab } from '../lab.ts';
import { jsonState } from '../state/json-state.ts';
import { forAll } from '../state/replace-file.ts';

/**
 * The behaviour of a bank site towards a country, in addition to its usual profile; the acquirer's README
 * describes each field.
 */
export interface Condition {
  country: Country | '*';
  slowerMs?: number;
  /** Of the charges, 0..1; default: all. */
  share?: number;
  declines?: number;
  /** The time per charge in the serial queue, and when the queue opens, in milliseconds since 1970. */
  eachMs?: number;
  opensAt?: number;
}

export const conditionsFile = (lab: Lab): string => join(lab.data('acquirer'), 'conditions.json');

/** The bank itself validates the values of each condition. */
const condition = z.looseObject({ country: z.string() }) as unknown as z.ZodType<Condition>;

export const conditionsState = (lab: Lab) =>
  jsonState(
    lab.stateFile('acquirer', 'conditions.json'),
    z.record(z.string(), condition),
    {},
    {
      ignored: 'the bank has its usual conditions',
    },
    // In containers the bank runs as another user.
    lab.inContainers ? forAll : undefined,
  );

export const conditions = (lab: Lab): Record<string, Condition> => conditionsState(lab).read();

/** The bank reads it for each charge. */
export const changeConditions = (
  lab: Lab,
  change: (before: Record<string, Condition>) => Record<string, Condition>,
): void => conditionsState(lab).change(change);
