/**
 * Where a parsed request holds text that no store of ours can keep: NUL, which PostgreSQL refuses, or half a surrogate
 * pair, which is no Unicode. Keys are text as well.
 *
 * @returns the path of the first such text, with dots; undefined when there is none
 */
export function findUnstorableText(value: unknown): string | undefined {
  // A list and not a recursion: the depth of a body is its sender's choice.
  const waiting: [path: string, value: unknown][] = [['', value]];
  for (let read = 0; read < waiting.length; read++) {
    const [path, one] = waiting[read]!;
    if (typeof one === 'string' && !isStorable(one)) return path;
    if (typeof one !== 'object' || one === null) continue;
    for (const [key, member] of Object.entries(one)) {
      if (!isStorable(key)) return path;
      waiting.push([path ? `${path}.${key}` : key, member]);
    }
  }
  return undefined;
}

/** With `u` a whole pair is one character, so only halves match. */
const unstorable = /[\0\p{Surrogate}]/u;

const isStorable = (text: string) => !unstorable.test(text);
