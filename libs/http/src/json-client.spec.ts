import { afterEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { JsonClient } from './json-client';

const sut = new JsonClient({ name: 'catalog', baseUrl: 'http://catalog.test', timeoutMs: 50 });
const schema = z.object({ id: z.string() });

function answer(body: unknown, status = 200) {
  const fetched = vi.fn(async () => new Response(JSON.stringify(body), { status }));
  vi.stubGlobal('fetch', fetched);
  return fetched;
}

afterEach(() => vi.unstubAllGlobals());

describe('JsonClient', () => {
  it('forwards the body and the Authorization header, and returns the fields of the schema', async () => {
    const fetched = answer({ id: 'kettle-01', secret: 'x' });
    const options = { authorization: 'Bearer user-token-123' };
    await expect(sut.put('/things/1', { quantity: 2 }, schema, options)).resolves.toEqual({
      id: 'kettle-01',
    });
    expect(fetched).toHaveBeenCalledWith(
      new URL('http://catalog.test/things/1'),
      expect.objectContaining({
        method: 'PUT',
        body: '{"quantity":2}',
        headers: expect.objectContaining({ authorization: 'Bearer user-token-123' }),
      }),
    );
  });

  it("passes on the slug of the upstream's problem details", async () => {
    answer(
      { type: 'urn:webstore:problem:out_of_stock', title: 'No', status: 409, detail: 'only 1 left' },
      409,
    );
    await expect(sut.get('/', schema)).rejects.toMatchObject({
      slug: 'out_of_stock',
      message: 'only 1 left',
    });
  });

  it('maps an unknown refusal to conflict', async () => {
    answer('teapot', 418);
    await expect(sut.get('/', schema)).rejects.toMatchObject({ slug: 'conflict', retryable: false });
  });

  it('aborts a call when its signal is aborted', async () => {
    const fetched = answer({ id: 'kettle-01' });
    fetched.mockImplementation((async (_: URL, { signal }: RequestInit) => {
      signal!.throwIfAborted();
      return new Response('{"id":"kettle-01"}');
    }) as never);
    const { signal } = new AbortController();
    await expect(sut.get('/', schema, { signal })).resolves.toEqual({ id: 'kettle-01' });
    const ended = sut.get('/', schema, { signal: AbortSignal.abort() });
    await expect(ended).rejects.toMatchObject({ slug: 'upstream_unavailable' });
  });

  it.each([
    ['a 5xx', () => answer({}, 502)],
    ['an answer that breaks the contract', () => answer({ id: 7 })],
    ['no connection', () => vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed')))],
  ])('reports %s as an upstream that can be tried again', async (_, arrange) => {
    arrange();
    await expect(sut.get('/', schema)).rejects.toMatchObject({
      slug: 'upstream_unavailable',
      retryable: true,
    });
  });

  it('reports the cause of a failed connection, at any depth', async () => {
    const refused = Object.assign(new Error('connect'), { code: 'ECONNREFUSED' });
    const cause = new AggregateError([refused, refused]);
    vi.stubGlobal('fetch', () => Promise.reject(new TypeError('fetch failed', { cause })));
    await expect(sut.get('/', schema)).rejects.toThrow('catalog cannot be reached (ECONNREFUSED)');
  });

  it('stops reading a response that exceeds the size limit', async () => {
    const endless = new ReadableStream({ pull: (stream) => stream.enqueue(new Uint8Array(65_536)) });
    vi.stubGlobal('fetch', async () => new Response(endless));
    await expect(sut.get('/', schema)).rejects.toThrow('catalog answered more than is read');
  });

  it.each([
    ['text', 'not JSON'],
    ['half of its JSON', '{"id":"kettle'],
    ['nothing', ''],
  ])('takes %s for an answer that breaks the contract', async (_, text) => {
    vi.stubGlobal('fetch', async () => new Response(text));
    await expect(sut.get('/', schema)).rejects.toThrow('breaks the contract');
  });

  it('fails if no response arrives in time', async () => {
    vi.stubGlobal('fetch', (_: URL, { signal }: RequestInit) => {
      return new Promise((_resolve, reject) =>
        signal?.addEventListener('abort', () => reject(signal.reason)),
      );
    });
    await expect(sut.get('/', schema)).rejects.toThrow('catalog did not answer within 50 ms');
    const sooner = sut.get('/', schema, { timeoutMs: 20 });
    await expect(sooner).rejects.toThrow('catalog did not answer within 20 ms');
  });
});
