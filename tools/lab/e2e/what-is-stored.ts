import { last } from '@webstore/signals';
import { readFileSync } from 'node:fs';
import type { PortName } from '../src/ports.ts';
import { type Observed, services } from '../src/shop/services.ts';
import { lab } from './running-lab.ts';

/** So much has a page of Loki's or Jaeger's; more of Jaeger's would leave something unsearched. */
const MOST = 5_000;

const text = async (url: string) => {
  const answer = await fetch(url, { signal: AbortSignal.timeout(30_000) }).catch((cause: unknown) => {
    throw new Error(`${url} gave no answer`, { cause });
  });
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`);
  return answer.text();
};

/** Everything that Loki has of the shop since then: lines, labels and structured metadata. */
export async function storedLogs(since: Date): Promise<string> {
  const [start, end] = [`${since.getTime()}000000`, `${Date.now()}000000`];
  const pages = await Promise.all(services.map((service) => linesOf(service, start, end)));
  return pages.flat().join('\n');
}

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
export async function storedTraces(since: Date): Promise<string> {
  const pages: string[] = [];
  // One after the other: Jaeger reads whole traces for each, and all at once starve each other on a busy machine.
  for (const service of services) {
    const query = new URLSearchParams({
      service,
      start: `${since.getTime()}000`,
      end: `${Date.now()}000`,
      limit: String(MOST),
    });
    pages.push(await text(`${lab.url('jaeger')}/api/traces?${query}`));
  }
  return pages.join('\n');
}

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
