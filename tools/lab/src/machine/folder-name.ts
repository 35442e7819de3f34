/**
 * Characters that a program of the lab cannot have in the path of the checkout or of its data, each with that program.
 * All others, such as a space, `'`, `#` or `%`, are quoted where it is needed.
 */
const impossible: readonly [RegExp, string][] = [
  [/\p{Cc}/u, 'control characters: lists of files end a name there'],
  [/:/, ':, at which the shell ends a folder of its search path'],
  [/,/, ',, at which Kafka ends a folder of its list'],
  [/[$"`\\]/, '$, ", ` and \\, which the shell that PostgreSQL starts reads as its own'],
  [/[*?[\]{}]/, '*, ?, [, ], { and }, which Prometheus and the tests read as patterns'],
];

/** Why the lab cannot live in this folder; undefined when it can. */
export function unusablePath(path: string): string | undefined {
  const [, why] = impossible.find(([form]) => form.test(path)) ?? [];
  return why && `The path ${JSON.stringify(path)} cannot hold a lab; it must be without ${why}.`;
}
