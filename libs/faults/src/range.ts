import type { Signal } from './fault';

/** What a signal was like while nothing was broken. */
export interface Range {
  lowest: number;
  highest: number;
}

/** In which direction a fault moves its signal, and how far at least. */
export type Effect = Pick<Signal, 'direction' | 'atLeast'>;

export const rangeOf = (values: number[]): Range => ({
  lowest: Math.min(...values),
  highest: Math.max(...values),
});

/** Whether a value lies beyond the baseline by at least what the catalogue promises. */
export const isBeyond = (
  value: number,
  { lowest, highest }: Range,
  { direction, atLeast }: Effect,
): boolean => (direction === 'above' ? value >= highest + atLeast : value <= lowest - atLeast);

/** Where "back" ends: half of what the catalogue promises from the baseline, on the side to which the fault moves it. */
export const bound = ({ lowest, highest }: Range, { direction, atLeast }: Effect): number =>
  direction === 'above' ? highest + atLeast / 2 : lowest - atLeast / 2;

export const isBack = (value: number, range: Range, effect: Effect): boolean =>
  effect.direction === 'above' ? value <= bound(range, effect) : value >= bound(range, effect);
