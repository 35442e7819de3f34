/** Hop-by-hop headers (RFC 9110, 7.6.1), and headers that the guard itself handles. */
export const aboutOneConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

/** Removes headers with these names or this pattern from alternating names and values, as in Node's `rawHeaders`. */
export function without(raw: string[], names: Set<string>, pattern = /^$/): string[] {
  return raw.filter((_, at) => {
    const name = raw[at - (at % 2)]!.toLowerCase();
    return !names.has(name) && !pattern.test(name);
  });
}
