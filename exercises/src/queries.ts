import type { Round } from './exercise.ts';

/** The environment of the native lab. */
export const environment = 'local';

/**
 * For the variable `$country`, which is a regular expression: two characters match the code of any country.
 */
export const anyCountry = '..';

/** For `$window` and `$period`: the whole round, but always long enough for two scrapes. */
export function secondsSince({ startedAt, now }: Round): string {
  return `${Math.max(20, Math.round((now.getTime() - startedAt.getTime()) / 1000))}s`;
}
