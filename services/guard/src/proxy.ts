import type { BrowserAccess } from '@webstore/contracts';
import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { aboutOneConnection, without } from './headers';
import type { Program } from './programs';
import { bodyOf, problemHeaders } from './problem';
import { refusePage } from './refuse-page';
import { isWebSocket, openTunnel } from './tunnel';
import type { Upstream } from './upstream';

/** A proxy that refuses requests from pages of other origins. While the upstream is down, it drops connections. */
export function guardedProxy(upstream: Upstream, program: Program, access: BrowserAccess): Server {
  const refusalOf = ({ method = '', url: target = '', rawHeaders }: IncomingMessage) =>
    refusePage({ method, target, rawHeaders }, program, access);
  // The upstream, not the guard, limits the time of queries and batches.
  const options = { requestTimeout: 0, shouldUpgradeCallback: isWebSocket };
  const server = createServer(options, (incoming, response) => {
    const refusal = refusalOf(incoming);
    if (refusal) response.writeHead(refusal.status, problemHeaders).end(bodyOf(refusal));
    else passOn(upstream, program, incoming, response);
  });
  server.on('upgrade', (incoming, socket, head) =>
    openTunnel(upstream, incoming, socket, head, refusalOf(incoming)),
  );
  return server;
}

function passOn(
  upstream: Upstream,
  { servesTheShop }: Program,
  incoming: IncomingMessage,
  response: ServerResponse,
): void {
  const { method, url: path, rawHeaders } = incoming;
  const headers = without(rawHeaders, aboutOneConnection);
  const outgoing = request({ ...upstream, method, path, agent: false, headers });
  outgoing.on('response', (answer) => {
    // Prometheus and Alertmanager allow every origin to read; removing their CORS headers limits that to their own pages.
    const open = servesTheShop ? undefined : /^access-control-/;
    response.writeHead(answer.statusCode!, without(answer.rawHeaders, aboutOneConnection, open));
    pipeline(answer, response, () => undefined);
  });
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  pipeline(incoming, outgoing, () => undefined);
}
