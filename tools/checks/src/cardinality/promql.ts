const quoted = /"(?:[^"\\]|\\.)*"/g;
const selectors = /\{[^}]*\}|\[[^\]]*\]/g;
const labelLists = /\b(?:by|without|on|ignoring|group_left|group_right)\s*\([^)]*\)/g;
const names = /(?<![\w.])[a-zA-Z_:][\w:]*(?!\w|\s*\()/g;
const words = new Set([
  'and',
  'or',
  'unless',
  'offset',
  'bool',
  'inf',
  'nan',
  'by',
  'without',
  'on',
  'ignoring',
]);

/** The metrics that a query reads, without `_bucket`, `_sum` and `_count`. */
export function metricsIn(query: string): string[] {
  const bare = query.replace(quoted, '').replace(selectors, '').replace(labelLists, '');
  const found = [...bare.matchAll(names)].map(([name]) => name).filter((name) => !words.has(name));
  return [...new Set(found.map((name) => name.replace(/_(bucket|sum|count)$/, '')))];
}
