import { validateIBAN, ValidationErrorsIBAN } from 'ibantools';
import { groupSeparator as separator } from './group-separator';
import { uuid } from './ids';

const uuidOrCandidate = new RegExp(
  `(${uuid})|(?:(?<![\\p{L}\\d])|(?<=%(?:25){0,4}[\\da-f]{2}))[a-z]{2}\\d{2}(?:${separator}?[a-z\\d]{4}){2,7}(?:${separator}?[a-z\\d]{1,3})?(?![\\p{L}\\d])`,
  'giu',
);
const separators = new RegExp(separator, 'gi');
const lastGroup = new RegExp(`${separator}[a-z\\d]+$`, 'i');

/**
 * Redacts international bank account numbers, with or without groups of four: the form that the country's entry in the
 * IBAN registry has, and valid check digits.
 */
export function withoutIbans(text: string): string {
  return text.replace(uuidOrCandidate, (found: string, id?: string) => {
    if (id) return id;
    // The word after a number may look like another group.
    for (let number = found; number.length >= 15; number = number.replace(lastGroup, '')) {
      if (isIban(number.replace(separators, ''))) return `[iban]${found.slice(number.length)}`;
      if (!lastGroup.test(number)) break;
    }
    return found;
  });
}

function isIban(number: string): boolean {
  const { errorCodes } = validateIBAN(number.toUpperCase());
  // Some countries have further check digits of their own. A number that fails only these is redacted as well.
  return errorCodes.every((code) => code === ValidationErrorsIBAN.WrongAccountBankBranchChecksum);
}
