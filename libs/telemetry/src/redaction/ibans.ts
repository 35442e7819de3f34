import { groupSeparator as separator } from './group-separator';

/** Groups of a UUID can look like those of an account number. */
const withinUuid = '[\\da-f]{8}-|-[1-8][\\da-f]{3}-';
const candidate = new RegExp(
  `(?:(?<![\\p{L}\\d]|${withinUuid})|(?<=%(?:25){0,4}[\\da-f]{2}))[a-z]{2}\\d{2}(?:${separator}?[a-z\\d]{4}){2,7}(?:${separator}?[a-z\\d]{1,3})?(?![\\p{L}\\d])`,
  'giu',
);
const separators = new RegExp(separator, 'gi');
const lastGroup = new RegExp(`${separator}[a-z\\d]+$`, 'i');

/** Redacts international bank account numbers with valid check digits, with or without groups of four. */
export function withoutIbans(text: string): string {
  return text.replace(candidate, (found) => {
    // The word after a number may look like another group.
    for (let number = found; number.length >= 15; number = number.replace(lastGroup, '')) {
      if (isIban(number.replace(separators, ''))) return `[iban]${found.slice(number.length)}`;
      if (!lastGroup.test(number)) break;
    }
    return found;
  });
}

function isIban(number: string): boolean {
  // No country but Saint Lucia has 32, and every trace id has.
  if (number.length < 15 || number.length > 33 || number.length === 32) return false;
  const rearranged = number.slice(4) + number.slice(0, 4);
  let remainder = 0;
  for (const character of rearranged) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}
