import { groupSeparator } from './group-separator';
import { hexId, uuid } from './ids';

/** A percent-encoded character. Its two digits are not part of a number. */
const escaped = '%(?:25){0,4}[\\da-f]{2}';
const idOrDigits = new RegExp(`(${hexId}|${uuid}|${escaped})|\\d+(?:${groupSeparator}\\d+)*`, 'gi');
const separators = new RegExp(`(${groupSeparator})`, 'i');

/** Approximate number ranges of Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay and Maestro. */
const scheme = /^(?:[3-6]|2[2-7])\d{12,18}$/;
const mostGroups = 5;

/** Redacts numbers of 13 to 19 digits in a card scheme's range that pass the Luhn check, with or without grouping. */
export function withoutCards(text: string): string {
  return text.replace(idOrDigits, (found: string, other?: string) => other ?? withoutCardsIn(found));
}

function withoutCardsIn(run: string): string {
  if (run.length < 13) return run;
  // Groups of digits and their separators. A card number may be between other numbers.
  const parts = run.split(separators);
  for (let first = 0; first < parts.length; first += 2) {
    // A card begins with a group of four, or is one group: see isCard.
    const { length: digits } = parts[first]!;
    if (digits !== 4 && digits < 13) continue;
    for (let count = mostGroups; count > 0; count--) {
      const length = 2 * count - 1;
      const groups = parts.slice(first, first + length).filter((_, index) => index % 2 === 0);
      if (groups.length === count && isCard(groups)) parts.splice(first, length, '[card]');
    }
  }
  return parts.join('');
}

function isCard(groups: string[]): boolean {
  const [start, ...rest] = groups;
  const written =
    rest.length === 0 || (start?.length === 4 && rest.every(({ length }) => length >= 3 && length <= 6));
  const number = groups.join('');
  return written && scheme.test(number) && passesLuhn(number);
}

function passesLuhn(number: string): boolean {
  let sum = 0;
  for (let place = 0; place < number.length; place++) {
    const digit = Number(number[number.length - 1 - place]);
    const doubled = digit * 2;
    sum += place % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}
