import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { answersAnyHost, refuseHost, refuseWrite } from './browser-guard';

type Headers = [name: string, value: string][];
const head = (headers: Headers, method = 'GET', target = '/') => ({
  method,
  target,
  rawHeaders: headers.flat(),
});
const hostStatus = (...names: string[]) =>
  refuseHost(head(names.map((name) => ['Host', name])), access)?.status;
const access = { allowedHosts: ['catalog'], allowedOrigins: ['http://127.0.0.1:3001'] };

const anyPort = fc
  .option(fc.integer({ min: 1, max: 65_535 }))
  .map((port) => (port === null ? '' : `:${port}`));
const anyCase = (name: string) =>
  fc
    .array(fc.boolean(), { minLength: name.length, maxLength: name.length })
    .map((upper) => [...name].map((char, at) => (upper[at] ? char.toUpperCase() : char)).join(''));
const ours = ['localhost', '127.0.0.1', '127.0.0.2', '127.255.255.254', '[::1]', 'catalog'];

describe('the host of a request', () => {
  it('is accepted if it is one of our names, in any letter case, with any port', () => {
    const names = fc.constantFrom(...ours).chain(anyCase);
    fc.assert(fc.property(names, anyPort, (name, port) => hostStatus(`${name}${port}`) === undefined));
  });

  it('is refused if it is any other name, including names that contain one of ours', () => {
    const affix = fc.stringMatching(/^[a-z0-9.:@/-]{0,8}$/);
    const around = fc.tuple(affix, fc.constantFrom(...ours, ''), affix).map((parts) => parts.join(''));
    const allowed = new RegExp(
      `^(${ours.map((name) => name.replace(/[.[\]]/g, '\\$&')).join('|')}|127(\\.\\d{1,3}){3})(:\\d{1,5})?$`,
    );
    fc.assert(
      fc.property(fc.oneof(around, fc.domain(), fc.string(), fc.ipV4(), fc.ipV6()), (name) => {
        fc.pre(!allowed.test(name.toLowerCase()));
        expect(hostStatus(name)).toBe(421);
      }),
      { numRuns: 500 },
    );
  });

  it('is refused if it is missing or given more than once', () => {
    expect(hostStatus()).toBe(421);
    expect(hostStatus('localhost', 'localhost')).toBe(400);
    expect(hostStatus('localhost', 'evil.example')).toBe(400);
    expect(hostStatus('localhost, localhost')).toBe(421);
  });

  it("is also read from an absolute-form target and from HTTP/2's :authority", () => {
    const ofTarget = (target: string) =>
      refuseHost(head([['host', 'localhost']], 'GET', target), access)?.status;
    expect(ofTarget('http://127.0.0.1:8001/products')).toBeUndefined();
    for (const target of [
      'http://evil.example/',
      'HTTPS://evil.example',
      'http://localhost@evil.example/',
      'ws://evil.example',
    ])
      expect(ofTarget(target)).toBe(421);
    const http2 = (name: string) => refuseHost(head([[':authority', name]]), access)?.status;
    expect(http2('localhost:8001')).toBeUndefined();
    expect(http2('evil.example')).toBe(421);
  });

  it('may be any name for probes and scrapers', () => {
    const paths = ['/health', '/health/live', '/health/ready', '/metrics'];
    expect(paths.every(answersAnyHost)).toBe(true);
    const others = [
      '/',
      '/healthy',
      '/health/../orders',
      '/metrics/1',
      '/orders/metrics',
      '/health/:id',
      '//metrics',
    ];
    expect(others.some(answersAnyHost)).toBe(false);
  });
});

const write = (headers: Headers, method = 'POST') =>
  refuseWrite(head([['Host', '127.0.0.1:8003'], ...headers], method), access)?.status;
const json: Headers = [
  ['Content-Type', 'application/json; charset=utf-8'],
  ['Content-Length', '2'],
];

describe('a write', () => {
  it('is accepted from programs, from our own pages and from pages of an allowed origin', () => {
    expect(write(json)).toBeUndefined();
    expect(write([])).toBeUndefined();
    for (const origin of ['http://127.0.0.1:8003', 'http://127.0.0.1:3001'])
      expect(write([...json, ['Origin', origin], ['Sec-Fetch-Site', 'same-site']])).toBeUndefined();
    expect(write([['Sec-Fetch-Site', 'same-origin']])).toBeUndefined();
  });

  it('is refused from any other page, with or without a body', () => {
    const methods = fc.constantFrom('POST', 'PUT', 'PATCH', 'DELETE', 'PROPFIND');
    const origins = fc.oneof(
      fc.constantFrom(
        'null',
        '',
        'http://127.0.0.1',
        'http://localhost:8003',
        'http://127.0.0.1:3001.evil.example',
      ),
      fc.webUrl(),
      fc.string(),
    );
    fc.assert(
      fc.property(methods, origins, fc.constantFrom(json, []), (method, origin, body) => {
        expect(write([...body, ['Origin', origin]], method)).toBe(403);
      }),
    );
    for (const site of ['cross-site', 'same-site', 'cross-site, none'])
      expect(write([['Sec-Fetch-Site', site]])).toBe(403);
    expect(
      write([
        ['Origin', 'http://127.0.0.1:3001'],
        ['Origin', 'http://evil.example'],
      ]),
    ).toBe(403);
  });

  it('needs a JSON body and exactly one Content-Type header', () => {
    const types = fc.oneof(
      fc.constantFrom(
        '',
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=x',
      ),
      fc.constantFrom('text/plain; application/json', 'text/plain, application/json', 'application/jsonp'),
      fc.string().filter((type) => !/^application\/json\s*(;|$)/i.test(type.trim())),
    );
    const lengths = fc.constantFrom<Headers[number]>(
      ['Content-Length', '2'],
      ['Transfer-Encoding', 'chunked'],
    );
    fc.assert(fc.property(types, lengths, (type, length) => write([['Content-Type', type], length]) === 415));
    expect(write([['Content-Length', '2']])).toBe(415);
    expect(write([...json, ['Content-Type', 'text/plain']])).toBe(415);
    expect(
      write([
        ['Content-Length', '0'],
        ['Content-Type', 'text/plain'],
      ]),
    ).toBeUndefined();
  });

  it('does not include methods that only read', () => {
    for (const method of ['GET', 'HEAD', 'OPTIONS'])
      expect(write([['Origin', 'http://evil.example']], method)).toBeUndefined();
  });
});
