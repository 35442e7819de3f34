import { stripVTControlCharacters } from 'node:util';

/** Text that customers may have influenced: removes everything that moves the cursor or breaks the line. */
export function sanitize(text: string): string {
  return stripVTControlCharacters(text).replace(/[\u0000-\u001f\u007f-\u009f]+/g, ' ');
}

/** Truncates to a width, with an ellipsis. */
export function cut(text: string, width: number): string {
  const letters = [...text];
  return letters.length <= width ? text : `${letters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Truncates or pads to exactly a width. */
export function fit(text: string, width: number): string {
  const shown = cut(text, width);
  return shown + ' '.repeat(Math.max(0, width - [...shown].length));
}
