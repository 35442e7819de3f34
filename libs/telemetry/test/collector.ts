import { once } from 'node:events';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';

type Answer = (response: ServerResponse, path: string) => void;

const taken: Answer = (response) => void response.end();
/** Accepts the request and never responds. */
export const silence: Answer = () => undefined;

/** ExportTraceServiceResponse and ExportLogsServiceResponse have the same form: partial_success, with a count and a message. */
export function rejecting(count: number, message: string): Answer {
  const text = Buffer.from(message);
  const partial = Buffer.concat([Buffer.from([0x08, count, 0x12, text.length]), text]);
  const body = Buffer.concat([Buffer.from([0x0a, partial.length]), partial]);
  return (response) => void response.setHeader('content-type', 'application/x-protobuf').end(body);
}

/** A real OTLP/HTTP receiver that records its requests. */
export async function collector(answer: Answer = taken) {
  const received: { path: string; body: string; at: number }[] = [];
  const state = { answer, received, underWay: 0, mostUnderWay: 0 };
  const server = createServer((request, response) => {
    state.mostUnderWay = Math.max(state.mostUnderWay, ++state.underWay);
    response.once('close', () => state.underWay--);
    void buffer(request).then((body) => {
      received.push({ path: request.url!, body: body.toString('latin1'), at: Date.now() });
      state.answer(response, request.url!);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return Object.assign(state, {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    /** Number of occurrences of a text in the uncompressed bodies. */
    count: (text: string) => received.reduce((sum, { body }) => sum + body.split(text).length - 1, 0),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  });
}

export type Collector = Awaited<ReturnType<typeof collector>>;
