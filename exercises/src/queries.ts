import type { Round } from './exercise.ts';

/** Where the native lab runs. */
export const environment = 'local';

/** For the variable `$country`, which is a regular expression: two characters are the code of any country. */
export const anyCountry = '..';

/** For `$window` and `$period`: all of the round. Never so short that no two scrapes are in it. */
export function secondsSince({ startedAt, now }: Round): string {
  return `${Math.max(20, Math.round((now.getTime() - startedAt.getTime()) / 1000))}s`;
}
