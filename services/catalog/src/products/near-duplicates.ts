interface Described {
  name: string;
  description: string;
}

/** Maximum share of different characters between near-duplicates. */
const alike = 0.1;

/** Removes near-duplicates of earlier products. Compares all pairs character by character (slow on purpose). */
export function withoutNearDuplicates<P extends Described>(products: P[]): P[] {
  return products.filter(
    (product, at) =>
      !products.slice(0, at).some((earlier) => distance(textOf(product), textOf(earlier)) < alike),
  );
}

const textOf = ({ name, description }: Described) => `${name} ${description}`;

/** Levenshtein distance as a share of the longer text's length. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++)
      next[j] = Math.min(next[j - 1]! + 1, row[j]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    row = next;
  }
  return row[b.length]! / Math.max(a.length, b.length, 1);
}
