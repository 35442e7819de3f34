import { once } from 'node:events';
import { trace } from '@opentelemetry/api';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { ObservedServer } from '../../test/observed-server';

// A generous deadline for a busy machine: each test waits for a condition.
vi.setConfig({ testTimeout: 30_000, expect: { poll: { timeout: 20_000 } } });

describe('a request', () => {
  const observed = new ObservedServer({ forceCloseConnections: true });
  let goOn: () => void;
  observed.server.post('/orders', async () => {
    await new Promise<void>((resolve) => (goOn = resolve));
    trace.getTracer('test').startSpan('work').end();
    return 'placed';
  });
  observed.server.get('/events', (_request, reply) => {
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream' }).write('data: 1\n\n');
    reply.hijack();
  });
  beforeAll(() => observed.listen());
  afterEach(() => {
    observed.sent.reset();
    observed.lines.length = 0;
  });
  afterAll(() => observed.close());

  async function begin(method: string, path: string) {
    const { client } = await observed.connect();
    const begun = once(observed.server.server, 'request');
    client.write(`${method} ${path} HTTP/1.1\r\nHost: a\r\n\r\n`);
    await begun;
    return client.resume();
  }
  const line = async () => {
    await expect.poll(() => observed.lines.map(({ message }) => message)).toHaveLength(1);
    return observed.lines[0]!;
  };

  it('keeps its trace for what its handler does after the client has left, and ends before that', async () => {
    const client = await begin('POST', '/orders');
    client.end();
    expect((await line()).message).toBe('POST /orders 499');
    const [root] = observed.serverSpans();
    goOn();
    const work = () => observed.sent.getFinishedSpans().find(({ name }) => name === 'work');
    await expect.poll(work).toBeDefined();
    expect(work()!.parentSpanContext?.spanId).toBe(root!.spanContext().spanId);
    expect(observed.serverSpans()).toHaveLength(1);
    expect(observed.lines).toHaveLength(1);
  });

  it('for events ends without an error if its client disconnects', async () => {
    const client = await begin('GET', '/events');
    client.end();
    const { message, fields } = await line();
    expect(message).toBe('GET /events 200');
    expect(fields).not.toHaveProperty('error.type');
  });

  it('that the service aborts during its shutdown is a 503 and counts as our failure', async () => {
    await begin('GET', '/waits');
    await observed.server.close();
    const { message, level, fields } = await line();
    expect([message, level]).toEqual(['GET /waits 503', 'error']);
    expect(fields).toMatchObject({ 'error.type': 'response_broken' });
    expect(fields).not.toHaveProperty('http.response.status_code');
  });
});
