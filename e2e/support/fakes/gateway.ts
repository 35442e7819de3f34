import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

/** A request that the gateway received. */
export interface Passed {
  method: string;
  path: string;
  headers: IncomingHttpHeaders;
  body: string;
}

/**
 * A third-party gateway between a service and its upstream: removes headers on the way, and records the
 * requests.
 */
export async function gateway(target: string, strip: readonly string[] = []) {
  const passed: Passed[] = [];
  const server = createServer((incoming, answer) => {
    void forward(incoming).then(
      ({ status, headers, body }) => answer.writeHead(status, headers).end(body),
      (error: unknown) => answer.writeHead(502).end(String(error)),
    );
  });

  async function forward(incoming: IncomingMessage) {
    const { method = 'GET', url: path = '/', headers } = incoming;
    const body = await buffer(incoming);
    passed.push({ method, path, headers, body: String(body) });
    const left = Object.fromEntries(Object.entries(headers).filter(([name]) => !strip.includes(name)));
    const outgoing = request(new URL(path, target), { method, headers: left }).end(body);
    const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
    return { status: response.statusCode!, headers: response.headers, body: await buffer(response) };
  }

  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    passed,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
