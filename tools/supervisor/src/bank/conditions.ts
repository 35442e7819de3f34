import { join } from 'node:path';
import { z } from 'zod';
import type { Country } from '@webstore/contracts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { jsonState } from '@webstore/lab-core/state/json-state.ts';

/** How a site of the bank behaves towards a country, beside its usual profile; the acquirer's README says what each does. */
export interface Condition {
  country: Country | '*';
  slowerMs?: number;
  /** Of the charges, 0..1; without: all. */
  share?: number;
  declines?: number;
  /** What each charge takes at the one desk, and when that opens, in milliseconds since 1970. */
  eachMs?: number;
  opensAt?: number;
}

export const conditionsFile = (lab: Lab): string => join(lab.data('acquirer'), 'conditions.json');

/** The bank checks the values of each condition itself. */
const condition = z.looseObject({ country: z.string() }) as unknown as z.ZodType<Condition>;

export const conditionsState = (lab: Lab) =>
  jsonState(
    conditionsFile(lab),
    z.record(z.string(), condition),
    {},
    {
      ignored: 'the bank has its usual conditions',
    },
  );

export const conditions = (lab: Lab): Record<string, Condition> => conditionsState(lab).read();

/** The bank looks at it with each charge. */
export const changeConditions = (
  lab: Lab,
  change: (before: Record<string, Condition>) => Record<string, Condition>,
): void => conditionsState(lab).change(change);
