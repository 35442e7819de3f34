import { fill, type Metrics, queries } from '@webstore/signals';

const service = 'cart';

interface Page {
  id: number;
  alert: string;
  receivedAt: string;
  status: string;
  labels: Record<string, string>;
  acknowledged: object | null;
}

interface Looking {
  metrics: Metrics;
  pages(): Promise<Page[]>;
  startedAt: Date;
}

/** Each call does the next step of the exercise, based on the result of the previous step. */
export async function solve(
  { metrics, pages, startedAt }: Looking,
  act: (...args: string[]) => Promise<void>,
): Promise<Record<string, string>> {
  const up = await metrics.instant(fill(queries.servicesUp.text, { environment: 'local' }));
  const isUp = up.some(({ labels, value }) => labels['service'] === service && value === 1);
  const since = (await pages()).filter(({ receivedAt }) => new Date(receivedAt) >= startedAt);
  const page = since.find((one) => one.alert === 'ServiceDown' && one.labels['service'] === service);
  if (page?.status === 'resolved' && isUp) return { service, page: String(page.id) };
  if (page?.status === 'firing') {
    if (!page.acknowledged) await act('pager', 'ack', String(page.id));
    if (!isUp) await act('start', service);
    throw new Error('the pager does not know yet that it is over');
  }
  if (isUp) await act('stop', service);
  throw new Error('no page has arrived yet');
}
