import {
  createServer,
  type IncomingMessage,
  request,
  type Server,
  type ServerResponse,
  STATUS_CODES,
} from 'node:http';
import { pipeline } from 'node:stream';
import { refusePage } from './refuse-page.ts';

export interface Upstream {
  host: string;
  port: number;
}

/** About one connection alone, or answered here. */
const notPassedOn = new Set([
  'connection',
  'keep-alive',
  'proxy-connection',
  'upgrade',
  'expect',
  'te',
  'trailer',
]);

/** Passes on what no page of another origin sent. While the upstream is away connections break off, as if nobody listened. */
export function guardedProxy(upstream: Upstream): Server {
  // Queries and batches take as long as the upstream allows them.
  return createServer({ requestTimeout: 0 }, (incoming, response) => {
    const { method = '', url: target = '', rawHeaders } = incoming;
    const refusal = refusePage({ method, target, rawHeaders });
    if (refusal) return refuse(response, refusal.status, refusal.detail);
    passOn(upstream, incoming, response);
  });
}

function passOn(upstream: Upstream, incoming: IncomingMessage, response: ServerResponse): void {
  const { method, url: path, rawHeaders } = incoming;
  const outgoing = request({
    ...upstream,
    method,
    path,
    agent: false,
    headers: without(rawHeaders, notPassedOn),
  });
  outgoing.on('response', (answer) => {
    // Prometheus and Alertmanager let every page read: only their own are left.
    const headers = without(answer.rawHeaders, notPassedOn, /^access-control-/);
    response.writeHead(answer.statusCode!, headers);
    pipeline(answer, response, () => undefined);
  });
  outgoing.on('error', () => response.destroy());
  response.on('close', () => outgoing.destroy());
  pipeline(incoming, outgoing, () => undefined);
}

function without(raw: string[], names: Set<string>, pattern = /^$/): string[] {
  return raw.filter((_, at) => {
    const name = raw[at - (at % 2)]!.toLowerCase();
    return !names.has(name) && !pattern.test(name);
  });
}

function refuse(response: ServerResponse, status: number, detail: string): void {
  const body = JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail });
  response.writeHead(status, { 'content-type': 'application/problem+json', connection: 'close' }).end(body);
}
