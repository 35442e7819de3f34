export interface Series {
  /** As in `# TYPE`: without the suffix of a histogram or a counter. */
  metric: string;
  labels: Record<string, string>;
}

const sample = /^([a-zA-Z_:][\w:]*)(?:\{(.*?)\})? [^ ]+(?: # .*)?$/;
const label = /(\w+)="((?:[^"\\]|\\.)*)"/g;

/** The series of a service's /metrics, without exemplars, which are not stored as series. */
export function seriesOf(exposition: string): Series[] {
  let metric = '';
  const series: Series[] = [];
  for (const line of exposition.split('\n')) {
    if (line.startsWith('# TYPE ')) metric = line.split(' ')[2]!;
    const [, , labels = ''] = sample.exec(line) ?? [];
    if (line === '' || line.startsWith('#')) continue;
    series.push({
      metric,
      labels: Object.fromEntries([...labels.matchAll(label)].map(([, key, value]) => [key!, value!])),
    });
  }
  return series;
}
