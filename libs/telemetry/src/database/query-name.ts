const operations = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'START', 'COMMIT', 'ROLLBACK']);
const firstWord = /[a-z]+/i;
const tableAfter = /\b(?:FROM|INTO|UPDATE)\s+"?([a-z_]\w*)/gi;

export interface QueryName {
  /** Operation as in the name of the query's span; `OTHER` for unusual operations. */
  operation: string;
  /** The first known table in the query, else `none`. */
  table: string;
}

/** Names a query by operation and table. The number of names is bounded, so they can be label values. */
export function queryName(text: string, tables: ReadonlySet<string>): QueryName {
  const word = firstWord.exec(text)?.[0].toUpperCase() ?? '';
  const named = [...text.matchAll(tableAfter)].find(([, table]) => tables.has(table!));
  return { operation: operations.has(word) ? word : 'OTHER', table: named?.[1] ?? 'none' };
}
