import { millisecondsOf } from '@webstore/slo/duration';
import { InvalidArgumentError } from 'commander';

/** A parser of durations such as 90s, 10m or 1h30m within bounds, to milliseconds. */
export const duration =
  (least: string, most: string) =>
  (text: string): number => {
    const ms = durationMs(text);
    if (ms >= millisecondsOf(least) && ms <= millisecondsOf(most)) return ms;
    throw new InvalidArgumentError(`It must be a duration from ${least} to ${most}, such as 90s or 1h30m.`);
  };

function durationMs(text: string): number {
  try {
    return text.length <= 40 ? millisecondsOf(text) : NaN;
  } catch {
    return NaN;
  }
}
