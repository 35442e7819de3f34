import { once } from 'node:events';
import { SpanStatusCode } from '@opentelemetry/api';
import fc from 'fast-check';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ObservedServer } from '../../test/observed-server';

// A generous deadline for a busy machine: each test waits for a condition.
vi.setConfig({ testTimeout: 30_000, expect: { poll: { timeout: 20_000 } } });

const ended = 'webstore_http_requests_total';
const timed = 'webstore_http_request_duration_seconds_count';
const active = 'webstore_http_requests_active';

const request = (target: string, rest = '') => `${target} HTTP/1.1\r\nHost: a\r\n${rest}\r\n`;
const upload = (headers: string, body: string) =>
  request('POST /upload', `Content-Type: application/json\r\n${headers}`) + body;

describe('a request over HTTP/1', () => {
  const observed = new ObservedServer({
    requestTimeout: 400,
    // Node swaps the two limits if this one (default: 60 s) is larger.
    http: { connectionsCheckingInterval: 50, headersTimeout: 400 },
  });
  beforeAll(() => observed.listen());
  afterEach(() => {
    observed.sent.reset();
    observed.lines.length = 0;
  });
  afterAll(() => observed.close());

  /** Sends a text, waits until the server has received it, and ends the connection in the given way. */
  async function send(text: string, end: 'leave' | 'reset' | 'stay' = 'stay'): Promise<void> {
    const { client, server } = await observed.connect();
    client.resume().write(text);
    await expect.poll(() => server.bytesRead).toBe(text.length);
    if (end === 'leave') client.end();
    if (end === 'reset') client.resetAndDestroy();
  }

  const oneEnd = async () => {
    await expect.poll(() => observed.lines.length).toBe(1);
    const [span] = observed.serverSpans();
    const [{ message, level, fields }] = observed.lines as [(typeof observed.lines)[0]];
    return { message, level, fields, status: span!.status.code, attributes: span!.attributes };
  };

  it.each(['leave', 'reset'] as const)(
    'that waits is 499 when its client does %s, and has no status of an answer',
    async (end) => {
      await send(request('GET /waits'), end);
      const { message, fields, status, attributes } = await oneEnd();
      expect(message).toBe('GET /waits 499');
      expect(fields).toEqual({
        'http.request.method': 'GET',
        'http.route': '/waits',
        'error.type': 'client_closed_request',
        duration_ms: expect.any(Number),
      });
      expect(attributes).toMatchObject({ 'error.type': 'client_closed_request' });
      expect(attributes).not.toHaveProperty('http.response.status_code');
      expect(status).toBe(SpanStatusCode.UNSET);
    },
  );

  it('with a partial response is 499 if its client leaves, with the sent status', async () => {
    await send(request('GET /download'), 'leave');
    expect(await oneEnd()).toMatchObject({
      message: 'GET /download 499',
      attributes: { 'http.response.status_code': 200, 'error.type': 'client_closed_request' },
    });
  });

  it('whose response breaks off is a server error, for any sent status', async () => {
    await send(request('GET /breaks'));
    expect(await oneEnd()).toMatchObject({
      message: 'GET /breaks 500',
      level: 'error',
      attributes: { 'http.response.status_code': 200, 'error.type': 'RangeError', 'webstore.keep': 'error' },
      status: SpanStatusCode.ERROR,
    });
    expect(observed.lines[0]!.error).toMatchObject({ message: 'the rest is missing' });
  });

  it.each([
    ['stops amid its request line', 'GET /o', 'leave', '_OTHER unmatched 499'],
    ['is reset amid its header', 'GET /ok HTTP/1.1\r\nHo', 'reset', '_OTHER unmatched 499'],
    ['is no HTTP', '\x16\x03\x01\x02', 'stay', '_OTHER unmatched 400'],
    [
      'has a header that is too large',
      request('GET /ok', `X: ${'x'.repeat(20_000)}\r\n`),
      'stay',
      '_OTHER unmatched 431',
    ],
    ['does not end its header in time', 'GET /ok HTTP/1.1\r\nHo', 'stay', '_OTHER unmatched 408'],
    ['does not end its body in time', upload('Content-Length: 20\r\n', '{"a":'), 'stay', 'POST /upload 408'],
    ['ends amid its body', upload('Content-Length: 20\r\n', '{"a":'), 'leave', 'POST /upload 400'],
    ['is reset amid its body', upload('Content-Length: 20\r\n', '{"a":'), 'reset', 'POST /upload 400'],
    [
      'has a chunk without a size',
      upload('Transfer-Encoding: chunked\r\n', 'zz\r\n'),
      'stay',
      'POST /upload 400',
    ],
    ['has no Host', 'GET /ok HTTP/1.1\r\n\r\n', 'stay', 'GET unmatched 400'],
    ['expects what no server does', request('GET /ok', 'Expect: a-miracle\r\n'), 'stay', 'GET unmatched 417'],
    ['is for a proxy', request('CONNECT a:1'), 'stay', 'CONNECT unmatched 405'],
    ['cannot be decoded', request('GET /%c0'), 'stay', 'GET unmatched 400'],
  ] as const)('that %s ends once', async (_what, text, end, line) => {
    await send(text, end);
    expect((await oneEnd()).message).toBe(line);
    expect(observed.serverSpans()).toHaveLength(1);
  });

  it('has not begun on a connection that is only opened in advance', async () => {
    const { client } = await observed.connect();
    await once(client.resume(), 'end');
    await send(request('GET /ok'));
    await expect.poll(() => observed.lines.map(({ message }) => message)).toEqual(['GET /ok 200']);
  });

  it('ends once, for any cut of its connection and any number of pending requests', async () => {
    const whole = fc.constantFrom(
      request('GET /ok'),
      request('HEAD /ok'),
      request('GET /empty'),
      request('GET /waits'),
      request('GET /download'),
      request('GET /breaks'),
      request('GET /nowhere'),
      request('GET /%c0'),
      request('OPTIONS /ok'),
      upload('Content-Length: 7\r\n', '{"a":1}'),
      upload('Transfer-Encoding: chunked\r\n', '7\r\n{"a":1}\r\n0\r\n\r\n'),
    );
    const connection = fc.record({
      requests: fc.array(whole, { minLength: 1, maxLength: 4 }),
      cutAt: fc.double({ min: 0, max: 1, noNaN: true }),
      end: fc.constantFrom('leave' as const, 'reset' as const),
    });
    const property = fc.asyncProperty(fc.array(connection, { minLength: 1, maxLength: 3 }), async (cuts) => {
      observed.sent.reset();
      observed.lines.length = 0;
      const before = { ended: await observed.total(ended), timed: await observed.total(timed) };
      const closed = cuts.map(async ({ requests, cutAt, end }) => {
        const text = requests.join('');
        const part = text.slice(0, Math.ceil(cutAt * text.length));
        const { client, server } = await observed.connect();
        server.on('error', () => undefined);
        const isClosed = new Promise((resolve) => server.once('close', resolve));
        client.resume().write(part);
        // A response that breaks off closes the connection before everything is received.
        await expect
          .poll(() => server.destroyed || server.bytesRead === part.length, { interval: 2 })
          .toBe(true);
        if (end === 'leave') client.end();
        else client.resetAndDestroy();
        await isClosed;
        // A reset may overtake sent data, and a response that breaks off closes the connection before the other requests are read.
        const isExact = end === 'leave' && !part.includes('/breaks');
        const starts = requests.map((_request, at) => requests.slice(0, at).join('').length);
        return { isExact, begun: starts.filter((start) => start < part.length).length };
      });
      const results = await Promise.all(closed);
      const begun = results.reduce((sum, result) => sum + result.begun, 0);
      await expect.poll(() => observed.total(active), { interval: 5 }).toBe(0);
      const lines = observed.lines.length;
      expect(observed.serverSpans()).toHaveLength(lines);
      expect((await observed.total(ended)) - before.ended).toBe(lines);
      expect((await observed.total(timed)) - before.timed).toBe(lines);
      expect(lines).toBeLessThanOrEqual(begun);
      if (results.every(({ isExact }) => isExact)) expect(lines).toBe(begun);
      const failures = await observed.samples('webstore_telemetry_failures_total');
      expect(Object.values(failures).every((count) => count === 0)).toBe(true);
    });
    await fc.assert(property, { numRuns: 40 });
  }, 60_000);
});
