/**
 * Converts typed text to a PostgreSQL text search query: every word must be a prefix of a word of the product.
 * Keeps only letters and digits, so that no input can break the query's syntax.
 */
export function searchQuery(typed: string): string {
  const words = typed.match(/[\p{L}\p{N}]+/gu) ?? [];
  return words.map((word) => `${word}:*`).join(' & ');
}
