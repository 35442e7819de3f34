import { once } from 'node:events';
import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  request,
  type Server,
} from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Program, programs } from './programs';
import { guardedProxy } from './proxy';

const portOf = (server: Server) => (server.address() as AddressInfo).port;
const storefront = 'http://127.0.0.1:3001';

describe('the guard', () => {
  let received: { method?: string; url?: string; headers: IncomingHttpHeaders; body: string }[] = [];
  const program = createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      received.push({ ...pick(incoming), body: Buffer.concat(chunks).toString() });
      const open = { 'access-control-allow-origin': '*', 'access-control-allow-headers': '*' };
      response.writeHead(incoming.url === '/missing' ? 404 : 200, { ...open, 'x-own': 'kept' }).end('data');
    });
  });
  const pick = ({ method, url, headers }: IncomingMessage) => ({ method, url, headers });
  const guards = {} as Record<'prometheus' | 'exporter' | 'faro', Server>;

  const access = { allowedHosts: ['lab.example'], allowedOrigins: [storefront] };
  async function guardOf(kind: Program): Promise<Server> {
    const guard = guardedProxy({ host: '127.0.0.1', port: portOf(program) }, kind, access);
    await once(guard.listen(0, '127.0.0.1'), 'listening');
    return guard;
  }

  beforeAll(async () => {
    await once(program.listen(0, '127.0.0.1'), 'listening');
    guards.prometheus = await guardOf(programs.prometheus);
    guards.exporter = await guardOf(programs['redis-exporter']);
    guards.faro = await guardOf(programs.faro);
  });
  beforeEach(() => void (received = []));
  afterAll(() =>
    [...Object.values(guards), program].forEach((server) => server.close().closeAllConnections()),
  );

  async function send(
    method: string,
    path: string,
    headers: Record<string, string> = {},
    body = '',
    guard = guards.prometheus,
  ) {
    const sent = request({ host: '127.0.0.1', port: portOf(guard), method, path, agent: false, headers });
    const answered = once(sent, 'response');
    sent.end(body);
    const [answer] = (await answered) as [IncomingMessage];
    const text = (await answer.toArray()).join('');
    return { status: answer.statusCode, headers: answer.headers, text };
  }

  it('forwards requests of programs and their responses unchanged', async () => {
    const answer = await send(
      'POST',
      '/api/v1/write?x=1',
      { 'content-type': 'application/x-protobuf', 'x-a': 'b' },
      'body',
    );
    expect(answer).toMatchObject({ status: 200, text: 'data', headers: { 'x-own': 'kept' } });
    expect(received).toMatchObject([
      {
        method: 'POST',
        url: '/api/v1/write?x=1',
        headers: { 'content-type': 'application/x-protobuf', 'x-a': 'b' },
        body: 'body',
      },
    ]);
    expect((await send('GET', '/missing')).status).toBe(404);
  });

  it('removes CORS permissions from responses', async () => {
    expect(
      Object.keys((await send('GET', '/')).headers).filter((name) => name.startsWith('access-control')),
    ).toEqual([]);
  });

  const own = (name: string) => `${name}:${portOf(guards.prometheus)}`;
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  it("forwards requests of the program's own pages, and links to its pages", async () => {
    const host = own('127.0.0.1');
    const allowed: Record<string, string>[] = [
      { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' },
      { host, 'sec-fetch-site': 'none' },
      { host: own('localhost') },
      { host: own('lab.example') },
      { host, ...link },
    ];
    for (const headers of allowed) expect((await send('GET', '/graph', headers)).status).toBe(200);
    for (const page of ['/', '/graph/', '/classic/graph?g0.expr=up'])
      expect((await send('GET', page, link)).status).toBe(200);
    expect((await send('POST', '/api/v2/silences', { host, origin: `http://${host}` }, '{}')).status).toBe(
      200,
    );
  });

  it.each([
    ['a name that leads here', 421, 'GET', '/', { host: 'rebound.example' }],
    ['a fetch that reads', 403, 'GET', '/', { origin: 'http://evil.example' }],
    ['an image', 403, 'GET', '/', { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' }],
    ['a page of another port', 403, 'GET', '/', { 'sec-fetch-site': 'same-site', 'sec-fetch-mode': 'cors' }],
    ['a frame', 403, 'GET', '/', { ...link, 'sec-fetch-dest': 'iframe' }],
    ['a form', 403, 'POST', '/api/v1/write', { ...link, origin: 'null' }],
    [
      'a beacon',
      403,
      'POST',
      '/api/v1/write',
      { origin: 'http://evil.example', 'content-type': 'text/plain' },
    ],
    ['the question before a write', 403, 'OPTIONS', '/api/v2/silences', { origin: storefront }],
    ['a link that changes something', 403, 'GET', '/ingester/shutdown', link],
    ['a link that writes a path in another way', 403, 'GET', '/%66lush', link],
    ['a link that goes on from a page to something else', 403, 'GET', '/classic/../flush', link],
    ['a link that gets data instead of a page', 403, 'GET', '/api/v1/query?query=up', link],
  ])('refuses %s', async (_, status, method, path, headers: Record<string, string>) => {
    const answer = await send(method, path, headers);
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } });
    expect(received).toEqual([]);
  });

  it.each(['/scrape?target=other.example:6379', '/probe?target=other.example', '/%73crape', '/debug/pprof'])(
    'does not let an exporter connect to the target that %s names',
    async (path) => {
      expect((await send('GET', path, {}, '', guards.exporter)).status).toBe(404);
      expect(received).toEqual([]);
      expect((await send('GET', '/metrics', {}, '', guards.exporter)).status).toBe(200);
    },
  );

  it('lets only pages of the shop send to programs that serve the shop', async () => {
    const answer = await send('POST', '/collect', { origin: storefront }, '{}', guards.faro);
    expect(answer).toMatchObject({ status: 200, headers: { 'access-control-allow-origin': '*' } });
    expect((await send('OPTIONS', '/collect', { origin: storefront }, '', guards.faro)).status).toBe(200);
    const fromOtherOrigin = { origin: 'http://127.0.0.1:3002', 'content-type': 'text/plain' };
    expect((await send('POST', '/collect', fromOtherOrigin, '{}', guards.faro)).status).toBe(403);
    expect((await send('POST', '/collect', { ...link, origin: 'null' }, '{}', guards.faro)).status).toBe(403);
  });

  it('drops the connection while the program is down', async () => {
    const closed = createServer();
    await once(closed.listen(0, '127.0.0.1'), 'listening');
    const port = portOf(closed);
    closed.close();
    const alone = guardedProxy({ host: '127.0.0.1', port }, programs.loki, {});
    await once(alone.listen(0, '127.0.0.1'), 'listening');
    const socket = connect(portOf(alone), '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nhost: localhost\r\n\r\n');
    let text = '';
    socket.on('data', (chunk) => (text += String(chunk))).on('error', () => undefined);
    await once(socket, 'close');
    expect(text).toBe('');
    alone.close();
  });
});
