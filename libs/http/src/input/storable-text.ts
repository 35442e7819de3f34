/**
 * Finds text in a parsed request that our stores cannot hold: NUL, which PostgreSQL refuses, or an unpaired surrogate,
 * which is invalid Unicode. Checks keys as well.
 *
 * @returns the dotted path of the first such text; undefined if there is none
 */
export function findUnstorableText(value: unknown): string | undefined {
  // Iterative, because the sender controls the depth of the body.
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

/** With the flag `u`, a full pair is one character, so only unpaired surrogates match. */
const unstorable = /[\0\p{Surrogate}]/u;

const isStorable = (text: string) => !unstorable.test(text);
