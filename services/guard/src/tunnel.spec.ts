import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { programs } from './programs';
import { guardedProxy } from './proxy';

const portOf = (server: Server) => (server.address() as AddressInfo).port;

describe('a WebSocket through the guard', () => {
  const open: Socket[] = [];
  const upgraded: IncomingMessage[] = [];
  /** Switches to the requested protocol and echoes data in capitals. */
  const program = createServer((incoming, response) => {
    incoming.on('data', () => undefined).on('end', () => response.end(`HTTP ${incoming.method}`));
  });
  program.on('upgrade', (incoming, socket) => {
    upgraded.push(incoming);
    if (incoming.url === '/missing')
      return void socket.end('HTTP/1.1 404 Not Found\r\ncontent-length: 2\r\n\r\nno');
    socket.write('HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n');
    socket.on('data', (bytes: Buffer) => socket.write(String(bytes).toUpperCase()));
  });
  let guard: Server;

  beforeAll(async () => {
    await once(program.listen(0, '127.0.0.1'), 'listening');
    guard = guardedProxy({ host: '127.0.0.1', port: portOf(program) }, programs.grafana, {});
    await once(guard.listen(0, '127.0.0.1'), 'listening');
  });
  beforeEach(() => void (upgraded.length = 0));
  afterAll(() => {
    for (const socket of open) socket.destroy();
    for (const server of [guard, program]) server.close().closeAllConnections();
  });

  /** Sends a raw request, and reads until the text arrives or the connection ends. */
  async function send(head: string[], body: string, until: string): Promise<string> {
    const socket = connect(portOf(guard), '127.0.0.1');
    open.push(socket);
    socket.write([...head, '', body].join('\r\n'));
    let text = '';
    for await (const bytes of socket) {
      text += String(bytes);
      if (text.includes(until)) break;
    }
    return text;
  }
  const handshake = (path: string, ...more: string[]) => [
    `GET ${path} HTTP/1.1`,
    `host: 127.0.0.1:${portOf(guard)}`,
    'connection: Upgrade',
    'upgrade: websocket',
    ...more,
  ];

  it('connects both ends, including early data', async () => {
    const own = `origin: http://127.0.0.1:${portOf(guard)}`;
    const text = await send(handshake('/api/live/ws', own), 'hello', 'HELLO');
    expect(text).toMatch(/^HTTP\/1.1 101 .*\r\n[^]*\r\n\r\nHELLO$/);
  });

  it('is refused for a page of another origin and for another host name', async () => {
    const foreign = await send(handshake('/api/live/ws', 'origin: http://evil.example'), '', '}');
    expect(foreign).toMatch(/^HTTP\/1.1 403 Forbidden\r\n/);
    const rebound = handshake('/').map((line) => line.replace('127.0.0.1', 'rebound.example'));
    expect(await send(rebound, '', '}')).toMatch(/^HTTP\/1.1 421 Misdirected Request\r\n/);
    expect(upgraded).toEqual([]);
  });

  it("passes on the program's refusal", async () => {
    expect(await send(handshake('/missing'), '', 'no')).toMatch(/^HTTP\/1.1 404 Not Found\r\n[^]*no$/);
  });

  it('is the only accepted upgrade: requests with other offers are forwarded without an upgrade', async () => {
    const offer = [
      'POST / HTTP/1.1',
      `host: 127.0.0.1:${portOf(guard)}`,
      'connection: Upgrade, HTTP2-Settings',
    ];
    const text = await send([...offer, 'upgrade: h2c', 'content-length: 2'], '{}', 'HTTP POST');
    expect(text).toMatch(/^HTTP\/1.1 200 OK\r\n/);
    expect(upgraded).toEqual([]);
  });
});
