import { holdsSecret } from './secret-names';

const MARK = '[secret]';
const listedName = /^[\w.-]{1,64}$/;
const saidName = /^[\w. -]{1,64}$/;
/** The members of an object that say the name of its value, and those that are the value. */
const namers = ['name', 'key', 'header', 'field', 'Name', 'Key'];
const values = new Set(['value', 'values', 'Value']);

/**
 * A list of names and values by turns, as Node's rawHeaders or one entry of a map, without the values of secret names. A list without any
 * comes back as it is.
 */
export function withoutListedSecrets(list: readonly unknown[], most: number): readonly unknown[] {
  if (list.length % 2) return list;
  let clean: unknown[] | undefined;
  for (let at = 0; at < Math.min(list.length, most); at += 2) {
    const name = list[at];
    const value = list[at + 1];
    if (typeof name !== 'string' || value === MARK || !listedName.test(name) || !holdsSecret(name, value))
      continue;
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
