import { randomUUID } from 'node:crypto';
import { observed } from '@webstore/lab-core/clients/services.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { type PortName, ports } from '@webstore/lab-core/ports.ts';
import { otherPlace } from './other-place.ts';
import { lokiPush, otlpLogs, remoteWrite } from './wire-formats.ts';

/** A request that would change state. */
export interface Write {
  path: string;
  method: 'POST' | 'PUT' | 'GET';
  /** Base64, because the script embeds bytes. */
  body: string;
}

/** What a page tries at a port. */
export interface Target {
  port: PortName;
  reads: string[];
  writes: Write[];
  token?: string;
}

/** The effect of a write, and how a program detects it. */
interface Effect {
  writes(author: string): Write[];
  /** The authors whose writes arrived. */
  isThere(author: string): Promise<boolean>;
}

const base64 = (body: object | string | Buffer) =>
  (Buffer.isBuffer(body)
    ? body
    : Buffer.from(typeof body === 'string' ? body : JSON.stringify(body))
  ).toString('base64');
const post = (path: string, body: object | string | Buffer): Write => ({
  path,
  method: 'POST',
  body: base64(body),
});

const reads: Partial<Record<PortName, string[]>> = {
  catalog: ['/products', '/docs-json', '/health/ready', '/metrics'],
  cart: ['/docs-json', '/health/ready', '/metrics'],
  checkout: ['/customers', '/orders/summary', '/health/ready', '/metrics'],
  payment: ['/payments/summary', '/health/ready', '/metrics'],
  acquirer: ['/ledger', '/captures', '/health'],
  synthetic: ['/docs-json', '/health/ready', '/metrics'],
  pager: ['/pages', '/health/ready', '/metrics'],
  host: ['/v1/faults', '/v1/openapi.json', '/health/live'],
  prometheus: ['/api/v1/query?query=up', '/federate?match[]=up', '/metrics'],
  alertmanager: ['/api/v2/alerts', '/metrics'],
  loki: ['/loki/api/v1/labels', '/config', '/metrics'],
  jaeger: ['/api/services'],
  jaegerHealth: ['/status'],
};

/** The effect of a write at a port, for ports that accept writes. */
export function effects(lab: Lab): Partial<Record<PortName, Effect>> {
  const json = async (url: string, token?: string) => {
    const answer = await fetch(url, { headers: token ? { authorization: `Bearer ${token}` } : {} });
    return (answer.ok ? await answer.json() : undefined) as never;
  };
  const logLevel = (port: PortName, token: string): Effect => ({
    writes: () => [{ path: '/telemetry/log-level', method: 'PUT', body: base64({ level: 'debug' }) }],
    isThere: async () =>
      ((await json(`${lab.url(port)}/telemetry/log-level`, token)) as { level: string }).level === 'debug',
  });
  const lineIn = (selector: string) => async () => {
    const url = new URL(`${lab.url('loki')}/loki/api/v1/query_range`);
    url.searchParams.set('query', selector);
    return ((await json(url.href)) as { data: { result: object[] } }).data.result.length > 0;
  };
  const captures = new Map<string, string>();
  const captureOf = (author: string) =>
    captures.get(author) ?? captures.set(author, randomUUID()).get(author)!;
  const { ADMIN_TOKEN } = lab.settings();
  const logLevels = Object.fromEntries(observed.map((port) => [port, logLevel(port, ADMIN_TOKEN)]));
  return {
    ...logLevels,
    pager: logLevel('pager', lab.pagerToken()),
    acquirer: {
      writes: (author) => [
        post('/captures', { orderId: captureOf(author), amountCents: 100, currency: 'EUR', country: 'DE' }),
      ],
      isThere: async (author) =>
        (await json(`${lab.url('acquirer')}/captures/${captureOf(author)}`)) !== undefined,
    },
    host: {
      writes: () => [post('/v1/faults', { id: 'bank-slow' })],
      isThere: async () =>
        (
          (await json(`${lab.url('host')}/v1/faults`, lab.hostToken())) as { faults: { on: object | null }[] }
        ).faults.some(({ on }) => on !== null),
    },
    prometheus: {
      writes: (author) => [
        post('/api/v1/write', remoteWrite(author)),
        post('/-/quit', ''),
        post('/-/reload', ''),
      ],
      isThere: async (author) =>
        (
          (await json(`${lab.url('prometheus')}/api/v1/query?query=${author}`)) as {
            data: { result: object[] };
          }
        ).data.result.length > 0,
    },
    alertmanager: {
      writes: (author) => [post('/api/v2/alerts', [{ labels: { alertname: author } }])],
      isThere: async (author) =>
        (
          (await json(`${lab.url('alertmanager')}/api/v2/alerts`)) as { labels: { alertname: string } }[]
        ).some(({ labels }) => labels.alertname === author),
    },
    loki: {
      writes: (author) => [
        post('/loki/api/v1/push', lokiPush(author)),
        { path: '/flush', method: 'GET', body: '' },
      ],
      isThere: (author) => lineIn(`{job="${author}"}`)(),
    },
    redisExporter: {
      writes: () =>
        ['/scrape', '/%73crape'].map((path) => ({
          path: `${path}?target=redis://${otherPlace.address}`,
          method: 'GET',
          body: '',
        })),
      isThere: () => Promise.resolve(otherPlace.connections > 0),
    },
    otlpHttp: {
      writes: (author) => [post('/v1/logs', otlpLogs(author))],
      isThere: (author) => lineIn(`{service_name="${author}"}`)(),
    },
  };
}

/** Every port of the lab, with its readable and writable data. */
export function targets(lab: Lab, author: string): Target[] {
  const known = effects(lab);
  return (Object.keys(ports) as PortName[])
    .filter((port) => port !== 'payment2')
    .map((port) => ({
      port,
      reads: reads[port] ?? ['/', '/metrics'],
      // For ports that accept no writes: lines that a line-based protocol would execute.
      writes: known[port]?.writes(author) ?? [post('/', `\r\nSET ${author} 1\r\n`)],
      token: tokenOf(lab, port),
    }));
}

/** Even a page that has the token can read and change nothing. */
function tokenOf(lab: Lab, port: PortName): string {
  if (port === 'host') return lab.hostToken();
  return port === 'pager' ? lab.pagerToken() : lab.settings().ADMIN_TOKEN;
}
