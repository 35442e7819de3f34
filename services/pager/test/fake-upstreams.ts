import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Alert } from '@webstore/signals';

const longAgo = '2026-01-01T00:00:00.000Z';

/** A fake Alertmanager and Prometheus, which can stop responding. The test sets their alerts and exemplars. */
export async function neighbours() {
  const held: Alert[] = [];
  const state = {
    answers: true,
    traceId: undefined as string | undefined,
    asked: [] as string[],
    startedAt: longAgo,
  };
  const bodies: Record<string, () => unknown> = {
    '/api/v2/alerts': () => held,
    '/api/v2/status': () => ({ uptime: state.startedAt }),
    // The number of scrapes of a Prometheus that has run for a long time.
    '/api/v1/query': () => ({
      status: 'success',
      data: { resultType: 'vector', result: [{ metric: {}, value: [Date.now() / 1000, '30'] }] },
    }),
    '/api/v1/query_exemplars': () => ({
      status: 'success',
      data: state.traceId ? [exemplar(state.traceId)] : [],
    }),
  };
  const server = createServer((request, response) => {
    const url = new URL(request.url!, 'http://neighbours');
    state.asked.push(`${url.pathname} ${url.searchParams.get('query') ?? ''}`.trim());
    if (!state.answers) return void response.writeHead(503).end('not now');
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(bodies[url.pathname]!()));
  });
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return {
    state,
    /** Adds an alert to Alertmanager; `suppressed` for a silenced or inhibited one. */
    hold: (fingerprint: string, startsAt: string, suppressed = false) =>
      void held.push(heldAlert(fingerprint, startsAt, suppressed)),
    forget: () => void held.splice(0),
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => void server.close(),
  };
}

export type Neighbours = Awaited<ReturnType<typeof neighbours>>;

const exemplar = (traceId: string) => ({
  seriesLabels: {},
  exemplars: [{ labels: { trace_id: traceId }, value: '1', timestamp: Date.now() / 1000 }],
});

const heldAlert = (fingerprint: string, startsAt: string, suppressed: boolean): Alert => ({
  fingerprint,
  startsAt,
  endsAt: startsAt,
  labels: {},
  annotations: {},
  receivers: [],
  status: {
    state: suppressed ? 'suppressed' : 'active',
    silencedBy: suppressed ? ['s1'] : [],
    inhibitedBy: [],
  },
});
