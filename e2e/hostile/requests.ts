import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { lab } from '../support/labs/running-lab.ts';
import type { Route } from './api.ts';
import { type Change, changes, encoded } from './changes.ts';
import type { RawRequest } from './raw-request.ts';

/** Without the admin's token: an admin could change the shop that other customers use. */
const tokens = () => {
  const { USER_TOKEN, TEST_TOKEN } = lab.settings();
  return [USER_TOKEN, USER_TOKEN, USER_TOKEN, TEST_TOKEN, 'constructor', undefined];
};

/** Requests to the routes, each with one to three defects; some are cut off in transit. */
export function hostileRequests(routes: readonly Route[]): fc.Arbitrary<RawRequest & { says: string }> {
  return fc
    .record({
      route: fc.constantFrom(...routes),
      mayAct: fc.boolean(),
      token: fc.constantFrom(...tokens()),
      wrong: fc.array(changes, { minLength: 1, maxLength: 3 }),
      // One in eight is cut off in transit.
      cut: fc.oneof(
        { weight: 7, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.double({ min: 0, max: 1, noNaN: true }) },
      ),
    })
    .map(({ route, token, mayAct, wrong, cut }) => {
      // Its examples name no component, no fault and no exercise that exists.
      const own = route.service === 'host' && mayAct ? lab.hostToken() : token;
      const bytes = bytesOf(route, own, wrong as Change[]);
      return {
        service: route.service,
        port: lab.port(route.service),
        bytes,
        says: `${route.service}: ${JSON.stringify(bytes.toString('latin1').slice(0, 600))}`,
        ...(cut !== null && { cutAt: Math.floor(bytes.length * cut) }),
      };
    });
}

function bytesOf(route: Route, token: string | undefined, wrong: Change[]): Buffer {
  const params = { ...route.params };
  const fields = route.body && { ...route.body };
  const query: string[] = [];
  const headers: string[][] = [
    ['host', '127.0.0.1'],
    ['connection', 'close'],
    ['idempotency-key', randomUUID()],
  ];
  if (token !== undefined) headers.push(['authorization', `Bearer ${token}`]);
  let { method } = route;
  let target: string | undefined;
  let body: string | undefined;
  for (const one of wrong) {
    switch (one.change) {
      case 'param':
        setAt(params, one.at, one.value);
        break;
      case 'field':
        if (fields) setAt(fields, one.at, one.value);
        break;
      case 'extra field':
        // No assignment: `__proto__` is an ordinary key here.
        if (fields)
          Object.defineProperty(fields, one.name, {
            value: one.value,
            enumerable: true,
            configurable: true,
            writable: true,
          });
        break;
      case 'query':
        query.push(
          `${encoded(route.query[one.at % (route.query.length + 1)] ?? one.name)}=${encoded(String(one.value))}`,
        );
        break;
      case 'header':
        headers.push([one.name, String(one.value).replaceAll(/[\r\n]/g, ' ')]);
        break;
      case 'body':
        body = one.value;
        break;
      case 'method':
        method = one.value;
        break;
      case 'target':
        target = one.value;
        break;
      case 'garbage':
        return Buffer.from(`${one.value}\r\n\r\n`, 'latin1');
    }
  }
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encoded(String(params[name] ?? '')));
  const text = body ?? (fields && JSON.stringify(fields));
  if (text !== undefined) {
    const has = (name: string) => headers.some(([own]) => own === name);
    if (!has('content-type')) headers.push(['content-type', 'application/json']);
    if (!has('content-length') && !has('transfer-encoding'))
      headers.push(['content-length', String(Buffer.byteLength(text))]);
  }
  const head = [`${method} ${target ?? path + (query.length > 0 ? `?${query.join('&')}` : '')} HTTP/1.1`];
  for (const [name, value] of headers) head.push(`${name}: ${value}`);
  return Buffer.concat([Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'), Buffer.from(text ?? '')]);
}

function setAt(values: Record<string, unknown>, at: number, value: unknown): void {
  const names = Object.keys(values);
  if (names.length > 0) values[names[at % names.length]!] = value;
}
