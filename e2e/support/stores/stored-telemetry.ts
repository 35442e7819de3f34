import { last } from '@webstore/signals';
import { readFileSync } from 'node:fs';
import type { PortName } from '@webstore/lab-core/ports.ts';
import { type Observed, services } from '@webstore/lab-core/clients/services.ts';
import { lab } from '../labs/running-lab.ts';

/** So much has a page of Loki's or Jaeger's; more of Jaeger's would leave something unsearched. */
const MOST = 5_000;

/** A scraper that asks for OpenMetrics gets the exemplars as well. */
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

/** So much time is asked for at once: of more, a busy machine puts no answer together within half a minute. */
const sliceMs = 10_000;

/** What a store says of each service and of each stretch of time since then, one after the other. */
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

/** Everything that Loki has of the shop since then: lines, labels and structured metadata. */
export const storedLogs = (since: Date): Promise<string> =>
  sliced(since, (service, from, to) => linesOf(service, `${from}000000`, `${to}000000`));

/** Page after page: who writes a lot is searched to the end. */
async function linesOf(service: string, start: string, end: string): Promise<string[]> {
  const query = new URLSearchParams({
    query: `{service_name="${service}"}`,
    ...{ start, end, direction: 'forward', limit: String(MOST) },
  });
  const page = await text(`${lab.url('loki')}/loki/api/v1/query_range?${query}`);
  const { data } = JSON.parse(page) as { data: { result: { values: [at: string, ...unknown[]][] }[] } };
  const moments = data.result.flatMap(({ values }) => values.map(([at]) => at));
  if (moments.length < MOST) return [page];
  // All of them have as many digits.
  const latest = moments.toSorted().at(-1)!;
  if (latest === start)
    throw new Error(`${service} wrote more lines at one moment than a page has: some were not searched`);
  return [page, ...(await linesOf(service, latest, end))];
}

/** Every trace that Jaeger has of the shop since then. */
export const storedTraces = (since: Date): Promise<string> =>
  sliced(since, async (service, from, to) => {
    const query = new URLSearchParams({
      ...{ service, limit: String(MOST) },
      ...{ start: `${from}000`, end: `${to}000` },
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
 * @param without parts that do not answer, and are known not to
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

/** What the services wrote to stdout, as the lab keeps it. */
export function writtenLines(service: Observed): string[] {
  return readFileSync(lab.log(service), 'utf8').trim().split('\n');
}
