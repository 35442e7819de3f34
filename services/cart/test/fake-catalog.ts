import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Product } from '@webstore/contracts';

/** A fake catalog of kettles and kites with the real contract, which can be slow or broken. */
export async function catalogStub() {
  const prices = new Map([
    ['kettle', 4_000],
    ['kite', 2_990],
  ]);
  const seen: { headers: NodeJS.Dict<string | string[]> }[] = [];
  let trouble: number | undefined;

  const server = createServer((request, response) => {
    const answer = (status: number, body: object) =>
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (trouble) return answer(trouble, {});
    if (request.url === '/health/live') return answer(200, { status: 'ok' });
    seen.push({ headers: request.headers });
    const id = decodeURIComponent(request.url?.split('/').at(-1) ?? '');
    const priceCents = prices.get(id) ?? (/^extra-\d+$/.test(id) ? 100 : undefined);
    if (priceCents === undefined) {
      return answer(404, {
        type: 'urn:webstore:problem:not_found',
        title: 'None',
        status: 404,
        detail: `there is no product ${id}`,
      });
    }
    const product: Product = {
      id,
      name: `The ${id}`,
      description: '',
      category: 'toys',
      priceCents,
      currency: 'EUR',
      available: 9,
    };
    return answer(200, product);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    prices,
    seen,
    fail: (status?: number) => (trouble = status),
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
