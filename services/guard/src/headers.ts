/** Of a connection and not of a request (RFC 9110, 7.6.1), or answered by the guard itself. */
export const aboutOneConnection = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

/** Names and values in turns, as Node's `rawHeaders`, without those of these names and of this pattern. */
export function without(raw: string[], names: Set<string>, pattern = /^$/): string[] {
  return raw.filter((_, at) => {
    const name = raw[at - (at % 2)]!.toLowerCase();
    return !names.has(name) && !pattern.test(name);
  });
}
