import { InvalidArgumentError } from 'commander';

/**
 * A parser of one line of free text: control characters are refused, because the text reaches a terminal, a
 * header or another program's file.
 */
export const lineOfText =
  (most: number) =>
  (text: string): string => {
    if (text.trim() !== '' && [...text].length <= most && !/\p{Cc}/u.test(text)) return text;
    throw new InvalidArgumentError(`It must be one line of 1 to ${most} characters.`);
  };

/** A parser of text with the form of the example. */
export const matching =
  (form: RegExp, description: string) =>
  (text: string): string => {
    if (form.test(text)) return text;
    throw new InvalidArgumentError(`It must be ${description}.`);
  };
