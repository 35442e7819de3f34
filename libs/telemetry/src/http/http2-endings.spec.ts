import { once } from 'node:events';
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  constants,
} from 'node:http2';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { ObservedServer } from '../../test/observed-server';

// A generous deadline for a busy machine: each test waits for a condition.
vi.setConfig({ testTimeout: 30_000, expect: { poll: { timeout: 20_000 } } });

const active = 'webstore_http_requests_active';

describe('a request over HTTP/2', () => {
  const observed = new ObservedServer({ http2: true });
  beforeAll(() => observed.listen());
  afterAll(() => observed.close());

  const { NGHTTP2_CANCEL, NGHTTP2_INTERNAL_ERROR, NGHTTP2_NO_ERROR } = constants;
  type Cut = (stream: ClientHttp2Stream, session: ClientHttp2Session) => void;
  const cuts: Record<string, Cut> = {
    'is reset': (stream) => stream.close(NGHTTP2_CANCEL),
    'is reset without an error': (stream) => stream.close(NGHTTP2_NO_ERROR),
    'is reset with an error of the client': (stream) => stream.close(NGHTTP2_INTERNAL_ERROR),
    'is left with its session': (_stream, session) => session.destroy(),
    'is left with its connection': (_stream, session) => session.socket.destroy(),
  };
  const paths = ['/waits', '/download', '/large'];
  observed.server.get('/large', (_request, reply) => reply.send(Buffer.alloc(4_000_000)));

  async function cut(method: string, path: string, end: Cut): Promise<string[]> {
    observed.sent.reset();
    observed.lines.length = 0;
    const session = connectHttp2(`http://127.0.0.1:${observed.port}`);
    session.on('error', () => undefined);
    const headers = { ':path': path, ':method': method, 'content-type': 'application/json' };
    const stream = session.request(headers, { endStream: method === 'GET' });
    stream.on('error', () => undefined);
    if (method === 'POST') stream.write('{"a":');
    const isAnswered = path === '/download' || path === '/large';
    const begun = isAnswered && once(stream, 'response');
    await expect.poll(() => observed.total(active)).toBe(1);
    await begun;
    end(stream, session);
    await expect.poll(() => observed.lines.length).toBe(1);
    expect(observed.serverSpans()).toHaveLength(1);
    expect(await observed.total(active)).toBe(0);
    session.destroy();
    return observed.lines.map(({ message }) => message);
  }

  it.each(paths.flatMap((path) => Object.keys(cuts).map((end) => [path, end] as const)))(
    'to %s that %s ends once, as 499',
    async (path, end) => {
      expect(await cut('GET', path, cuts[end]!)).toEqual([`GET ${path} 499`]);
    },
  );

  it('whose connection ends within its body is 499', async () => {
    expect(await cut('POST', '/upload', cuts['is left with its connection']!)).toEqual(['POST /upload 499']);
  });

  it('ends with the same outcomes as over HTTP/1', async () => {
    observed.lines.length = 0;
    const session = connectHttp2(`http://127.0.0.1:${observed.port}`);
    for (const path of ['/ok', '/empty', '/breaks', '/%c0']) {
      const stream = session.request({ ':path': path }).resume();
      stream.on('error', () => undefined);
      await once(stream, 'close');
    }
    const tunnel = session.request({ ':method': 'CONNECT', ':authority': 'a:1' }).resume();
    await once(tunnel, 'close');
    const ends = ['GET /ok 200', 'GET /empty 204', 'GET /breaks 500', 'GET unmatched 400'];
    await expect
      .poll(() => observed.lines.map(({ message }) => message))
      .toEqual([...ends, 'CONNECT unmatched 405']);
    session.destroy();
  });
});
