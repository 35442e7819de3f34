import type { Lab } from '@webstore/lab-core/lab.ts';
import type { PortName } from '@webstore/lab-core/ports.ts';
import { lab } from '../labs/running-lab.ts';

/** Series in text form, and their values. */
export type Samples = Map<string, number>;

/** The current `/metrics` of a component: read directly, because Prometheus is seconds behind or stopped. */
export async function scrape(part: PortName, of: Pick<Lab, 'url'> = lab): Promise<Samples> {
  const text = await (await fetch(`${of.url(part)}/metrics`)).text();
  const lines = text.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  return new Map(
    lines.map((line) => {
      const [sample = ''] = line.split(' # ');
      const end = sample.lastIndexOf(' ');
      return [sample.slice(0, end), Number(sample.slice(end))];
    }),
  );
}

/** The sum over the series of a metric, all or those with this label. */
export function total(samples: Samples, metric: string, label = ''): number {
  const series = [...samples].filter(([name]) => name.split('{')[0] === metric && name.includes(label));
  return series.reduce((sum, [, value]) => sum + value, 0);
}
