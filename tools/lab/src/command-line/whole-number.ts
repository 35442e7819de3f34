import { InvalidArgumentError } from 'commander';

/** A parser of whole numbers within bounds; `most` is asked when the number is read, for it can depend on the machine. */
export const wholeNumber =
  (least: number, most: number | (() => number)) =>
  (text: string): number => {
    const limit = typeof most === 'number' ? most : most();
    // Fifteen digits are exact in a number of JavaScript.
    const number = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (number >= least && number <= limit) return number;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${limit}.`);
  };
