/**
 * Characters that a program of the lab cannot handle in the path of the checkout or of its data, each with
 * that program. All others, such as a space, `'`, `#` or `%`, are quoted where needed.
 */
const impossible: readonly [RegExp, string][] = [
  [/\p{Cc}/u, 'control characters: a list of files ends a name there'],
  [/:/, 'a colon: the search path of the shell ends a folder there'],
  [/,/, 'a comma: the folders of Kafka are a list with commas'],
  [/[$"`\\]/, 'any of $ " ` \\, for which PostgreSQL starts a shell that reads them as its own'],
  [/[*?[\]{}]/, 'any of * ? [ ] { }, which Prometheus and the tests read as patterns'],
];

/** Why the lab cannot run in this folder; undefined when it can. */
export function unusablePath(path: string): string | undefined {
  const [, why] = impossible.find(([form]) => form.test(path)) ?? [];
  return why && `The path ${JSON.stringify(path)} cannot hold a lab; it must be without ${why}.`;
}

/** Why the tests cannot run in this checkout, although the lab can; undefined when they can. */
export const untestablePath = (path: string): string | undefined =>
  /[#%]/.test(path)
    ? `The tests cannot run in ${JSON.stringify(path)}: Vitest reads # and % in a path as parts of an address. Move the checkout for ./lab test; everything else works there.`
    : undefined;
