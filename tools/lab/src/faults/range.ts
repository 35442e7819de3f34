import type { Signal } from '@webstore/faults';

/** What a signal was like while nothing was broken. */
export interface Range {
  lowest: number;
  highest: number;
}

export const rangeOf = (values: number[]): Range => ({
  lowest: Math.min(...values),
  highest: Math.max(...values),
});

/** Whether a value lies beyond the baseline by at least what the catalogue promises. */
export const isBeyond = (
  value: number,
  { lowest, highest }: Range,
  { direction, atLeast }: Signal,
): boolean => (direction === 'above' ? value >= highest + atLeast : value <= lowest - atLeast);

/** Whether it is back: not further from the baseline than half of that, on the side to which the fault moves it. */
export const isBack = (value: number, { lowest, highest }: Range, { direction, atLeast }: Signal): boolean =>
  direction === 'above' ? value <= highest + atLeast / 2 : value >= lowest - atLeast / 2;
