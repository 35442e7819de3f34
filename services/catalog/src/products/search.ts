/**
 * What a customer types, as a PostgreSQL text search query: every word must begin a word of the product.
 * Nothing but letters and digits gets through, so that no input can break the query's syntax.
 */
export function searchQuery(typed: string): string {
  const words = typed.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => `${word}:*`).join(' & ');
}
