import { type IncomingMessage, request, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { pipeline } from 'node:stream';
import { bodyOf, problemHeaders } from './problem';
import type { Refusal } from './refuse-page';
import type { Upstream } from './upstream';

/** Whether a request is a WebSocket handshake. Other upgrade offers, such as Java's `h2c`, may be ignored by RFC 9110. */
export const isWebSocket = ({ headers }: IncomingMessage): boolean =>
  headers.upgrade?.toLowerCase() === 'websocket';

/** Connects both ends of a WebSocket (Grafana's live panels, Loki's tail) if the upstream accepts; else forwards its response. */
export function openTunnel(
  upstream: Upstream,
  incoming: IncomingMessage,
  client: Duplex,
  head: Buffer,
  refusal: Refusal | undefined,
): void {
  client.on('error', () => client.destroy());
  if (refusal) {
    client.end(headOf(refusal.status, Object.entries(problemHeaders).flat()) + bodyOf(refusal));
    return;
  }
  const { url: path, rawHeaders: headers } = incoming;
  const outgoing = request({ ...upstream, path, agent: false, headers });
  outgoing.on('upgrade', (answer, program, first) => {
    client.write(headOf(answer.statusCode!, answer.rawHeaders));
    client.write(first);
    program.write(head);
    pipeline(client, program, client, () => undefined);
  });
  outgoing.on('response', (answer) => {
    client.write(headOf(answer.statusCode!, ['connection', 'close']));
    pipeline(answer, client, () => undefined);
  });
  outgoing.on('error', () => client.destroy());
  client.on('close', () => outgoing.destroy());
  outgoing.end();
}

function headOf(status: number, raw: string[]): string {
  const lines = raw.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${raw[at + 1]}`] : []));
  return [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`, ...lines, '', ''].join('\r\n');
}
