import { InvalidArgumentError } from 'commander';

/** A parser of free text on one line: what ends up in a terminal, a header or a file of others has no control characters. */
export const lineOfText =
  (most: number) =>
  (text: string): string => {
    if (text.trim() !== '' && [...text].length <= most && !/\p{Cc}/u.test(text)) return text;
    throw new InvalidArgumentError(`It must be one line of 1 to ${most} characters.`);
  };

/** A parser of text that has the form of the example. */
export const matching =
  (form: RegExp, description: string) =>
  (text: string): string => {
    if (form.test(text)) return text;
    throw new InvalidArgumentError(`It must be ${description}.`);
  };
