import { holdsSecret } from './secret-names';

const MARK = '[secret]';
const listedName = /^[\w.-]{1,64}$/;
const saidName = /^[\w. -]{1,64}$/;
const option = /^--?[a-z][\w.-]{0,62}$/i;
/** Members of an object that hold the name of a value. */
const namers = ['name', 'key', 'header', 'field', 'Name', 'Key'];
const values = new Set(['value', 'values', 'Value']);

/**
 * Redacts the values of secret names in a list of alternating names and values (Node's rawHeaders, a map entry) or in a command
 * line with options at any position. A list without secrets is returned unchanged.
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

/** Whether a member is secret by its own name or by a name member of its object: `{ name: 'password', value: 'x' }`. */
export function isSecretMember(member: string, value: unknown, read: (name: string) => unknown): boolean {
  if (holdsSecret(member, value)) return true;
  if (!values.has(member)) return false;
  return namers
    .map(read)
    .some((name) => typeof name === 'string' && saidName.test(name) && holdsSecret(name, value));
}
