import { once } from 'node:events';
import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serve } from './server';

let refunds = 0;
const routes = {
  'GET /health': () => ({ status: 'ok' }),
  'GET /ledger': () => ({ captures: 1 }),
  'POST /refunds': () => ({ refunds: ++refunds }),
};

describe('the acquirer and pages in a browser', () => {
  const server = serve(routes, () => undefined, ['acquirer']);
  beforeAll(() => once(server.listen(0, '127.0.0.1'), 'listening'));
  afterAll(() => void server.close());

  async function statusFor(method: string, path: string, headers: Record<string, string>, body = '') {
    const { port } = server.address() as AddressInfo;
    const sent = request({
      host: '127.0.0.1',
      port,
      method,
      path,
      headers: { connection: 'close', ...headers },
    });
    const answered = once(sent, 'response');
    sent.end(body);
    const [answer] = (await answered) as [import('node:http').IncomingMessage];
    answer.resume();
    return answer.statusCode;
  }

  it('are refused under any other host name, except for the health check', async () => {
    for (const host of ['acquirer:8090', '127.0.0.2:8090'])
      expect(await statusFor('GET', '/ledger', { host })).toBe(200);
    expect(await statusFor('GET', '/ledger', { host: 'rebound.example' })).toBe(421);
    expect(await statusFor('GET', '/health', { host: 'rebound.example' })).toBe(200);
  });

  it('cannot write with any request', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await statusFor('POST', '/refunds', { ...json, origin: 'http://127.0.0.1:3001' }, '{}')).toBe(403);
    expect(await statusFor('POST', '/refunds', { 'sec-fetch-site': 'cross-site' })).toBe(403);
    expect(await statusFor('POST', '/refunds', { 'content-type': 'text/plain' }, '{}')).toBe(415);
    expect(refunds).toBe(0);
    expect(await statusFor('POST', '/refunds', json, '{}')).toBe(200);
  });
});
