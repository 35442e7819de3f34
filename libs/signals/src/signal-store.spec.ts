import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { answerWith } from '../test/recorded-store';
import { SignalProblem } from './signal-problem';
import { SignalStore } from './signal-store';

afterEach(() => vi.unstubAllGlobals());

const store = new SignalStore('loki', { baseUrl: 'http://loki', timeoutMs: 20 });
const ask = () => store.get('/ready', {}, z.object({ ready: z.boolean() }));

describe('a store that fails causes a SignalProblem with its name', () => {
  it.each([
    [
      'an error',
      { status: 500, body: 'too many outstanding requests' },
      'answered 500: too many outstanding',
    ],
    ['a missing path', { status: 404, body: '' }, 'answered 404'],
    ['no JSON', { body: '<html>' }, 'answered no JSON: <html>'],
    ['another shape', { body: '{"ready":"yes"}' }, 'answered something unexpected'],
  ])('when it answers %s', async (_, answer, message) => {
    answerWith(() => answer);
    await expect(ask()).rejects.toThrow(SignalProblem);
    await expect(ask()).rejects.toThrow(`loki: ${message}`);
  });

  it('when it cannot be reached', async () => {
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')));
    await expect(ask()).rejects.toThrow('loki: cannot be reached (http://loki/ready)');
  });

  it('when it exceeds its deadline', async () => {
    vi.stubGlobal('fetch', (_: string, { signal }: RequestInit) => {
      return new Promise((_, reject) => signal!.addEventListener('abort', () => reject(signal!.reason)));
    });
    await expect(ask()).rejects.toThrow('loki: no answer within 20 ms');
  });
});

it('sends the tenant, if there is one', async () => {
  const sent: unknown[] = [];
  vi.stubGlobal('fetch', async (_: string, { headers }: RequestInit) => {
    sent.push(headers);
    return new Response('{"ready":true}');
  });
  await ask();
  await new SignalStore('mimir', { baseUrl: 'http://mimir', tenant: 'webstore' }).get('/', {}, z.unknown());
  expect(sent).toEqual([{}, { 'x-scope-orgid': 'webstore' }]);
});
