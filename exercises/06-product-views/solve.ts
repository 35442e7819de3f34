import type { Metrics } from '@webstore/signals';

interface Looking {
  metrics: Metrics;
  startedAt: Date;
}

const ofCatalog = '{__name__=~"webstore_.+_total",service="catalog",job="services"}';

/** The counters of catalog at a moment, by their distinguishing labels. */
async function counters(metrics: Metrics, at?: Date): Promise<string[]> {
  const found = await metrics.instant(`count by (__name__) (${ofCatalog})`, at);
  return found.map(({ labels }) => labels['__name__']!);
}

/** Finds the counter that was added to catalog, and queries it by category. */
export async function solve({ metrics, startedAt }: Looking): Promise<Record<string, string>> {
  const before = new Set(await counters(metrics, startedAt));
  const counter = (await counters(metrics)).find((name) => !before.has(name));
  if (!counter) throw new Error('catalog counts nothing that it did not count before');
  if ((await metrics.instant(`${counter} offset 135s`)).length === 0)
    throw new Error(`${counter} is not there for two minutes yet`);
  return { counter, query: `60 * sum by (category) (rate(${counter}[2m]))` };
}
