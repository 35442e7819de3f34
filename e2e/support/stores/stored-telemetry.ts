import { last } from '@webstore/signals';
import { readFileSync } from 'node:fs';
import type { PortName } from '@webstore/lab-core/ports.ts';
import { type Observed, services } from '@webstore/lab-core/clients/services.ts';
import { lab } from '../labs/running-lab.ts';

/** Page size of Loki and Jaeger; a larger one of Jaeger's would leave traces unsearched. */
const MOST = 5_000;

/** A scraper that requests OpenMetrics also receives exemplars. */
const headers = { accept: 'application/openmetrics-text, */*;q=0.5' };

const text = async (url: string) => {
  const answer = await fetch(url, { headers, signal: AbortSignal.timeout(30_000) }).catch(
    (cause: unknown) => {
      throw new Error(`${url} gave no answer`, { cause });
    },
  );
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
};

/** Range of one query: a busy machine cannot answer a longer one within half a minute. */
const sliceMs = 10_000;

/** A store's data of each service and each range since then, one after the other. */
async function sliced(
  since: Date,
  pagesOf: (service: Observed, from: number, to: number) => Promise<string[]>,
): Promise<string> {
  const until = Date.now();
  const pages: string[] = [];
  for (let from = since.getTime(); from < until; from += sliceMs)
    for (const service of services)
      pages.push(...(await pagesOf(service, from, Math.min(from + sliceMs, until))));
  return pages.join('\n');
}

/** All of the shop's data in Loki since then: lines, labels and structured metadata. */
export const storedLogs = (since: Date): Promise<string> =>
  sliced(since, (service, from, to) => linesOf(service, `${from}000000`, `${to}000000`));

/** Page after page, to reach the end of a busy service's data. */
async function linesOf(service: string, start: string, end: string): Promise<string[]> {
  const query = new URLSearchParams({
    query: `{service_name="${service}"}`,
    start,
    end,
    direction: 'forward',
    limit: String(MOST),
  });
  const page = await text(`${lab.url('loki')}/loki/api/v1/query_range?${query}`);
  const { data } = JSON.parse(page) as { data: { result: { values: [at: string, ...unknown[]][] }[] } };
  const moments = data.result.flatMap(({ values }) => values.map(([at]) => at));
  if (moments.length < MOST) return [page];
  // All of them have the same number of digits.
  const latest = moments.toSorted().at(-1)!;
  if (latest === start)
    throw new Error(`${service} wrote more lines at one moment than a page has: some were not searched`);
  return [page, ...(await linesOf(service, latest, end))];
}

/** Every trace of the shop in Jaeger since then. */
export const storedTraces = (since: Date): Promise<string> =>
  sliced(since, async (service, from, to) => {
    const query = new URLSearchParams({
      service,
      limit: String(MOST),
      start: `${from}000`,
      end: `${to}000`,
    });
    return [await text(`${lab.url('jaeger')}/api/traces?${query}`)];
  });

const exposed: [PortName, string][] = [
  ...services.map((service): [PortName, string] => [service, '/metrics']),
  ['spanMetrics', '/metrics'],
  ['jaegerTelemetry', '/metrics'],
  ['kafkaExporter', '/metrics'],
  ['postgresExporter', '/metrics'],
  ['redisExporter', '/metrics'],
  ['loki', '/metrics'],
];

/**
 * Every `/metrics` of the lab, and the names and labels of all series that Prometheus has stored.
 *
 * @param without components that are known not to answer
 */
export async function storedMetrics(without: string[] = []): Promise<string> {
  const { from, to } = last(900);
  const query = new URLSearchParams({
    'match[]': '{__name__=~".+"}',
    start: from.toISOString(),
    end: to.toISOString(),
  });
  const answering = exposed.filter(([part]) => !without.includes(part));
  const pages = answering.map(([part, path]) => text(`${lab.url(part)}${path}`));
  return (await Promise.all([...pages, text(`${lab.url('prometheus')}/api/v1/series?${query}`)])).join('\n');
}

/** The services' stdout, from the lab's log files. */
export function writtenLines(service: Observed): string[] {
  return readFileSync(lab.log(service), 'utf8').trim().split('\n');
}
