const operations = new Set(['SELECT', 'INSERT', 'UPDATE', 'DELETE', 'START', 'COMMIT', 'ROLLBACK']);
const firstWord = /[a-z]+/i;
const tableAfter = /\b(?:FROM|INTO|UPDATE)\s+"?([a-z_]\w*)/gi;

export interface QueryName {
  /** As in the name of the query's span; `OTHER` for what a service does not do every day. */
  operation: string;
  /** The first of the known tables that the query names, else `none`. */
  table: string;
}

/** Names a query by few words, whatever its text: fit for labels. */
export function queryName(text: string, tables: ReadonlySet<string>): QueryName {
  const word = firstWord.exec(text)?.[0].toUpperCase() ?? '';
  const named = [...text.matchAll(tableAfter)].find(([, table]) => tables.has(table!));
  return { operation: operations.has(word) ? word : 'OTHER', table: named?.[1] ?? 'none' };
}
