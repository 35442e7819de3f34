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
import { guardedProxy } from './proxy.ts';

const portOf = (server: Server) => (server.address() as AddressInfo).port;

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
  let guard: Server;

  beforeAll(async () => {
    await once(program.listen(0, '127.0.0.1'), 'listening');
    guard = guardedProxy({ host: '127.0.0.1', port: portOf(program) });
    await once(guard.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(() => void (received = []));
  afterAll(() => [guard, program].forEach((server) => server.close().closeAllConnections()));

  async function send(method: string, path: string, headers: Record<string, string> = {}, body = '') {
    const sent = request({ host: '127.0.0.1', port: portOf(guard), method, path, agent: false, headers });
    const answered = once(sent, 'response');
    sent.end(body);
    const [answer] = (await answered) as [IncomingMessage];
    const text = (await answer.toArray()).join('');
    return { status: answer.statusCode, headers: answer.headers, text };
  }

  it('passes on what programs send, as it is, and what comes back', async () => {
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

  it('leaves no page the right to read', async () => {
    expect(
      Object.keys((await send('GET', '/')).headers).filter((name) => name.startsWith('access-control')),
    ).toEqual([]);
  });

  const own = (name: string) => `${name}:${portOf(guard)}`;
  const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'document' };

  it("passes on what the program's own pages send, and a link to one", async () => {
    const host = own('127.0.0.1');
    const allowed: Record<string, string>[] = [
      { host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' },
      { host, 'sec-fetch-site': 'none' },
      { host: own('localhost') },
      { host, ...link },
    ];
    for (const headers of allowed) expect((await send('GET', '/graph', headers)).status).toBe(200);
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
    ['the question before a write', 403, 'OPTIONS', '/api/v2/silences', { origin: 'http://localhost:3001' }],
    ['a link that changes something', 403, 'GET', '/ingester/shutdown', link],
  ])('keeps away %s', async (_, status, method, path, headers: Record<string, string>) => {
    const answer = await send(method, path, headers);
    expect(answer).toMatchObject({ status, headers: { 'content-type': 'application/problem+json' } });
    expect(received).toEqual([]);
  });

  it('breaks off, as a port on which nobody listens, while the program is away', async () => {
    const away = createServer();
    await once(away.listen(0, '127.0.0.1'), 'listening');
    const port = portOf(away);
    away.close();
    const alone = guardedProxy({ host: '127.0.0.1', port });
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
