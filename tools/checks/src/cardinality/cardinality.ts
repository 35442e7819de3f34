import { type Series, seriesOf } from './series.ts';

interface Bounds {
  /** Maximum number of series. */
  budget: number;
  /** Customers' values in lower case: no label value may contain one of them. */
  sent: readonly string[];
}

/** The cardinality problems of a service's /metrics, one sentence each, by metric name. */
export function complaints(exposition: string, { budget, sent }: Bounds): string[] {
  const series = seriesOf(exposition);
  return [...tooMany(series, budget), ...fromCustomers(series, sent), ...refused(series)];
}

function tooMany(series: Series[], budget: number): string[] {
  if (series.length <= budget) return [];
  const counts = Map.groupBy(series, ({ metric }) => metric);
  const largest = [...counts].toSorted(([, one], [, other]) => other.length - one.length).slice(0, 3);
  const names = largest.map(([metric, { length }]) => `${metric} has ${length}`);
  return [`${series.length} series are more than the budget of ${budget}: ${names.join(', ')}`];
}

function fromCustomers(series: Series[], sent: readonly string[]): string[] {
  const examples = new Map<string, string>();
  for (const { metric, labels } of series) {
    for (const [name, value] of Object.entries(labels)) {
      const isTheirs = sent.some((word) => value.toLowerCase().includes(word));
      if (isTheirs) examples.set(`${metric} has in its label ${name} what a customer sent`, value);
    }
  }
  return [...examples].map(([complaint, value]) => `${complaint}, such as "${value}"`);
}

/** The library's limit was reached: from then on the value is `other`, which no other check finds. */
function refused(series: Series[]): string[] {
  return series
    .filter(({ metric }) => metric === 'webstore_metric_label_values_refused')
    .map(({ labels }) => `${labels['metric']} has an unbounded label ${labels['label']}`);
}
