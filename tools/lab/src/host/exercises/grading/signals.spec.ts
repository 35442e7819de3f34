import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { signalsOf } from './signals.ts';

const traceId = '4bf92f3577b34da6a3ce929d0e0e4736';
const period = { from: new Date(1_000_000), to: new Date(1_060_000) };
const vector = { status: 'success', data: { resultType: 'vector', result: [] } };
const streams = { status: 'success', data: { resultType: 'streams', result: [] } };

/** An empty answer of each store, by the path that the client asks. */
const answers: Record<string, unknown> = {
  '/mimir/prometheus/api/v1/query': vector,
  '/mimir/prometheus/api/v1/query_exemplars': { status: 'success', data: [] },
  '/mimir/prometheus/api/v1/rules': { status: 'success', data: { groups: [] } },
  '/loki/loki/api/v1/query_range': streams,
  '/tempo/api/search': { traces: [] },
  [`/tempo/api/v2/traces/${traceId}`]: { trace: { resourceSpans: [] } },
  '/alertmanager/api/v2/alerts': [],
  '/alertmanager/api/v2/silences': [],
  '/pager/pages': [],
};

describe('the stores that exercises ask in containers', () => {
  const home = mkdtempSync(join(tmpdir(), 'signals-'));
  let server: Server;
  let lab: Lab;
  const asked: { path: string; query: URLSearchParams; tenant?: string; authorization?: string }[] = [];

  beforeAll(async () => {
    const env = join(home, '.env');
    writeFileSync(env, 'PAGER_TOKEN=the-token-of-the-pager\n');
    vi.stubEnv('LAB_ENV_FILE', env);
    server = createServer(({ url, headers }, response) => {
      const { pathname, searchParams } = new URL(url!, 'http://localhost');
      const { 'x-scope-orgid': tenant, authorization } = headers;
      asked.push({
        path: pathname,
        query: searchParams,
        ...(tenant && { tenant: String(tenant) }),
        ...(authorization && { authorization }),
      });
      response.setHeader('content-type', 'application/json');
      response.writeHead(pathname in answers ? 200 : 404).end(JSON.stringify(answers[pathname] ?? {}));
    });
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const opened = openLab({ home, inContainers: true });
    lab = { ...opened, url: (name) => `http://127.0.0.1:${port}/${name}` };
  });
  afterAll(() => {
    server.close();
    rmSync(home, { recursive: true });
  });
  const last = () => asked.at(-1)!;

  it('are Mimir under its prefix, as its tenant: values, exemplars, and the state of alerts', async () => {
    const { metrics } = signalsOf(lab);
    await metrics.instant('ALERTS');
    expect(last()).toMatchObject({ path: '/mimir/prometheus/api/v1/query', tenant: 'webstore' });
    await metrics.exemplars('webstore_payments_total', period);
    expect(last()).toMatchObject({ path: '/mimir/prometheus/api/v1/query_exemplars', tenant: 'webstore' });
    await metrics.alertRules();
    expect(last()).toMatchObject({ path: '/mimir/prometheus/api/v1/rules', tenant: 'webstore' });
  });

  it('are Tempo: a search by attributes as TraceQL, and a trace by its id', async () => {
    const { traces } = signalsOf(lab);
    await traces.find({ service: 'payment', attributes: { 'webstore.keep': 'declined' }, ...period });
    expect(last().path).toBe('/tempo/api/search');
    expect(last().query.get('q')).toBe(
      '{ resource.service.name = "payment" && resource.deployment.environment.name = "local" && span."webstore.keep" = "declined" }',
    );
    await traces.get(traceId);
    expect(last().path).toBe(`/tempo/api/v2/traces/${traceId}`);
  });

  it('are Loki, Alertmanager, and the pager with the token of .env', async () => {
    const { logs, alerts, pages } = signalsOf(lab);
    await logs.ofTrace(traceId, period, 'payment');
    expect(last()).toMatchObject({ path: '/loki/loki/api/v1/query_range' });
    await alerts.list();
    expect(last().path).toBe('/alertmanager/api/v2/alerts');
    await alerts.silences();
    expect(last().path).toBe('/alertmanager/api/v2/silences');
    await pages();
    expect(last()).toMatchObject({ path: '/pager/pages', authorization: 'Bearer the-token-of-the-pager' });
  });
});
