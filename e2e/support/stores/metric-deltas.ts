import { scrape, type Samples } from './scrape.ts';

/** What a service counts itself, now. */
export async function seriesValues(service: 'catalog' | 'cart' | 'checkout' | 'payment'): Promise<Samples> {
  return new Map([...(await scrape(service))].filter(([series]) => series.startsWith('webstore_')));
}

/** By how much the series of a metric grew in between; only those that did. */
export function growth(before: Samples, after: Samples, name: string) {
  const grown = [...after].filter(
    ([series, value]) => series.startsWith(name) && value > (before.get(series) ?? 0),
  );
  return Object.fromEntries(grown.map(([series, value]) => [series, value - (before.get(series) ?? 0)]));
}
