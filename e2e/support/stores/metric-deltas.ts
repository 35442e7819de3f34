import type { ShopService } from '@webstore/contracts';
import { scrape, type Samples } from './scrape.ts';

/** A service's own counters, now. */
export async function seriesValues(service: ShopService): Promise<Samples> {
  return new Map([...(await scrape(service))].filter(([series]) => series.startsWith('webstore_')));
}

/** Increase of a metric's series between two scrapes; only those that grew. */
export function growth(before: Samples, after: Samples, name: string) {
  const grown = [...after].filter(
    ([series, value]) => series.startsWith(name) && value > (before.get(series) ?? 0),
  );
  return Object.fromEntries(grown.map(([series, value]) => [series, value - (before.get(series) ?? 0)]));
}
