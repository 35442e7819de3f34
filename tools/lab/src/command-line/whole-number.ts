import { InvalidArgumentError } from 'commander';

/**
 * A parser of whole numbers within bounds; calls `most` when it parses, because the maximum can depend on the
 * machine.
 */
export const wholeNumber =
  (least: number, most: number | (() => number)) =>
  (text: string): number => {
    const limit = typeof most === 'number' ? most : most();
    // JavaScript numbers are exact up to fifteen digits.
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= limit) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${limit}.`);
  };
