import type { Signal } from './fault';

/** Lowest and highest value of a signal without any fault. */
export interface Range {
  lowest: number;
  highest: number;
}

/** The direction in which a fault moves its signal, and the minimum distance. */
export type Effect = Pick<Signal, 'direction' | 'atLeast'>;

/** The range of measured values. `values` must not be empty. */
export const rangeOf = (values: number[]): Range => ({
  lowest: Math.min(...values),
  highest: Math.max(...values),
});

/** Whether a value is outside the baseline by at least the distance that the catalogue promises. */
export const isBeyond = (
  value: number,
  { lowest, highest }: Range,
  { direction, atLeast }: Effect,
): boolean => (direction === 'above' ? value >= highest + atLeast : value <= lowest - atLeast);

/** The limit of a restored signal: half the promised distance from the baseline, on the side to which the fault moves the signal. */
export const bound = ({ lowest, highest }: Range, { direction, atLeast }: Effect): number =>
  direction === 'above' ? highest + atLeast / 2 : lowest - atLeast / 2;

/** Whether a value is inside the bound of the range again, after the end of the fault. */
export const isBack = (value: number, range: Range, effect: Effect): boolean =>
  effect.direction === 'above' ? value <= bound(range, effect) : value >= bound(range, effect);
