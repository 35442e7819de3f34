import { holdsSecret } from './secret-names';

const MARK = '[secret]';
const listedName = /^[\w.-]{1,64}$/;
const saidName = /^[\w. -]{1,64}$/;
const option = /^--?[a-z][\w.-]{0,62}$/i;
/** The members of an object that say the name of its value, and those that are the value. */
const namers = ['name', 'key', 'header', 'field', 'Name', 'Key'];
const values = new Set(['value', 'values', 'Value']);

/**
 * A list of names and values by turns, as Node's rawHeaders or one entry of a map, without the values of secret names. A list without any
 * comes back as it is. A command line, of which an option can stand anywhere, is looked at as well.
 */
export function withoutListedSecrets(list: readonly unknown[], most: number): readonly unknown[] {
  let clean: unknown[] | undefined;
  for (let at = 0; at < Math.min(list.length - 1, most); at++) {
    const name = list[at];
    const value = list[at + 1];
    if (typeof name !== 'string' || value === MARK || !holdsSecret(name, value)) continue;
    const isOption = option.test(name) && !(typeof value === 'string' && value.startsWith('-'));
    if (!isOption && (list.length % 2 || at % 2 || !listedName.test(name))) continue;
    clean ??= list.slice();
    clean[at + 1] = MARK;
  }
  return clean ?? list;
}

/** Whether a member is a secret by its own name or by the one its object says: `{ name: 'password', value: 'x' }`. */
export function isSecretMember(member: string, value: unknown, read: (name: string) => unknown): boolean {
  if (holdsSecret(member, value)) return true;
  if (!values.has(member)) return false;
  return namers
    .map(read)
    .some((name) => typeof name === 'string' && saidName.test(name) && holdsSecret(name, value));
}
