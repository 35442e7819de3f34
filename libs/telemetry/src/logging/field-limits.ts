import { toUSVString } from 'node:util';
import { counter } from '../metrics/metrics';

/** Fields of a log line, by name. */
export type Fields = Record<string, string | number | boolean>;

/** Maximum number of fields. Loki accepts 128 including its own and the resource's (about thirty), else it refuses the whole batch. */
export const MAX_FIELDS = 84;
/** Maximum size of names and values in bytes. Loki accepts 64 KiB, including those of the resource. */
export const MAX_BYTES = 40_000;
const MAX_NAME = 128;
/** Field that holds all excess fields as one text. */
export const OTHERS = 'other_fields';

const changed = counter({
  name: 'webstore_log_fields_changed_total',
  help: 'Fields of log lines that were renamed, moved into one text or cut, because Loki would have refused the line.',
  labels: ['cause'],
});
for (const cause of ['name', 'count', 'size']) changed.add({ cause }, 0);

const plain = /^[A-Za-z][\w.:-]{0,127}$/;

/**
 * Converts a field name to a form that every store accepts: ASCII with a letter or digit. Loki replaces other characters with
 * underscores, and refuses a name of underscores only. Other characters become their code: `größe` is `gr_u00f6_u00dfe`.
 */
export function fieldName(name: string): string {
  if (plain.test(name)) return name;
  changed.add({ cause: 'name' });
  const ascii = name
    .slice(0, MAX_NAME)
    .replace(/[^\w.:@/ -]/gu, (character) => `_u${character.codePointAt(0)!.toString(16).padStart(4, '0')}`)
    .slice(0, MAX_NAME);
  return /^[A-Za-z]/.test(ascii) ? ascii : `field.${ascii}`;
}

/** The name, or a similar free name if another field already has it, so that no field replaces another. */
export function freeName(fields: Fields, name: string): string {
  let free = name;
  for (let number = 2; free in fields; number++) {
    const suffix = `.${number}`;
    free = `${name.slice(0, MAX_NAME - suffix.length)}${suffix}`;
  }
  if (free !== name) changed.add({ cause: 'name' });
  return free;
}

/** Fits fields into one Loki line: excess fields become one text, and the longest texts are cut. */
export function withinLimits(fields: Fields): Fields {
  const names = Object.keys(fields);
  if (names.length > MAX_FIELDS) moveOthers(fields, names.slice(MAX_FIELDS - 1));
  // A quick check for small lines: a UTF-16 code unit has at most three bytes in UTF-8.
  if (charactersOf(fields) * 3 > MAX_BYTES) cutLongest(fields);
  return fields;
}

/** Adds the number of skipped fields. */
export function leaveOut(fields: Fields, count: number): void {
  changed.add({ cause: 'count' }, count);
  fields[OTHERS] = `(${count} more)`;
}

function moveOthers(fields: Fields, names: string[]): void {
  const others = names.filter((name) => name !== OTHERS);
  changed.add({ cause: 'count' }, others.length);
  const before = fields[OTHERS] === undefined ? [] : [String(fields[OTHERS])];
  const texts = [...before, ...others.map((name) => `${name}=${String(fields[name])}`)];
  for (const name of others) delete fields[name];
  fields[OTHERS] = toUSVString(texts.join(' ').slice(0, 8_000));
}

function cutLongest(fields: Fields): void {
  let bytes = bytesOf(fields);
  while (bytes > MAX_BYTES) {
    const [name, text] = longestOf(fields);
    if (text.length < 2) return;
    changed.add({ cause: 'size' });
    fields[name] = toUSVString(text.slice(0, Math.ceil(text.length / 2)));
    bytes = bytesOf(fields);
  }
}

function longestOf(fields: Fields): [name: string, text: string] {
  let longest: [string, string] = ['', ''];
  for (const [name, value] of Object.entries(fields))
    if (typeof value === 'string' && value.length > longest[1].length) longest = [name, value];
  return longest;
}

function charactersOf(fields: Fields): number {
  let characters = 0;
  for (const name in fields) characters += name.length + String(fields[name]).length;
  return characters;
}

function bytesOf(fields: Fields): number {
  let bytes = 0;
  for (const name in fields) bytes += Buffer.byteLength(name) + Buffer.byteLength(String(fields[name]));
  return bytes;
}
