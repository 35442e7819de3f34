import fc from 'fast-check';

/**
 * Text that has crashed servers: control characters, lone surrogates, `Object` property names, numbers beyond
 * any column's range.
 */
const oddText = fc.oneof(
  fc.constantFrom(
    '\u0000',
    'a\u0000b',
    '\ud800',
    'x\udfff',
    '',
    ' ',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
  ),
  fc.constantFrom(
    '../../etc/passwd',
    '%00',
    '%',
    '%zz',
    "' OR 1=1 --",
    '${x}',
    '{{x}}',
    '\r\nx: y',
    '\u001b[31m',
    '\u202e',
  ),
  fc.constantFrom(
    'NaN',
    'Infinity',
    '-1',
    '1e999',
    '9007199254740993',
    '2147483648',
    '99999999999999999999',
    '0x10',
    'true',
    'null',
  ),
  fc.integer({ min: 1, max: 13 }).map((power) => 'a'.repeat(2 ** power)),
  fc.integer({ min: 1, max: 11 }).map((power) => '1 '.repeat(2 ** power)),
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
);
const oddValue: fc.Arbitrary<unknown> = fc.oneof(
  oddText,
  fc.constantFrom(null, true, -1, 0, 1.5, 2 ** 31, -(2 ** 31) - 1, 2 ** 53, 1e308, [], {}, [[]], [null]),
  fc.integer({ min: 1, max: 9 }).map((power) => JSON.parse('['.repeat(2 ** power) + ']'.repeat(2 ** power))),
  fc.jsonValue({ maxDepth: 4 }),
);

const headerText = fc.oneof(
  fc.string({
    unit: fc.integer({ min: 0x20, max: 0xff }).map((code) => String.fromCharCode(code)),
    maxLength: 80,
  }),
  fc.constantFrom(
    'constructor=1',
    '__proto__=1',
    'toString=x,webstore.country=DE',
    'a=b;c',
    '=',
    ',,,,',
    'webstore.country=%00',
  ),
  fc.constantFrom(
    `00-${'0'.repeat(32)}-${'0'.repeat(16)}-01`,
    `ff-${'a'.repeat(32)}-${'b'.repeat(16)}-01`,
    '00-x-y-z',
  ),
  fc.integer({ min: 1, max: 12 }).map((power) => 'x=y,'.repeat(2 ** power / 4)),
);
const headerName = fc.constantFrom(
  ...[
    'baggage',
    'traceparent',
    'tracestate',
    'x-request-id',
    'idempotency-key',
    'webstore-keep',
    'webstore-price-check',
  ],
  ...[
    'accept',
    'accept-encoding',
    'content-encoding',
    'content-type',
    'user-agent',
    'origin',
    'cookie',
    'range',
    'expect',
  ],
  ...[
    'authorization',
    'host',
    'x-forwarded-for',
    'if-none-match',
    'connection',
    'upgrade',
    'transfer-encoding',
    'content-length',
  ],
);

/** Headers that telemetry reads from every request before other code does. */
const contextHeader = fc.constantFrom(
  'baggage',
  'baggage',
  'traceparent',
  'tracestate',
  'x-request-id',
  'webstore-keep',
);
const contextText = fc.oneof(
  fc.constantFrom(...Object.getOwnPropertyNames(Object.prototype)).map((name) => `${name}=1`),
  fc
    .array(fc.tuple(oddText, oddText), { maxLength: 4 })
    .map((pairs) => pairs.map((pair) => pair.map(encoded).join('=')).join()),
  headerText,
);
const brokenBody = fc.constantFrom(
  '{',
  '{"a":',
  '{"__proto__":{"x":1}}',
  '"\\ud800"',
  '[1,2',
  '\u0000',
  'a=b&c=d',
  '<x/>',
);
const oddMethod = fc.constantFrom('PATCH', 'TRACE', 'PROPFIND', 'HEAD', 'OPTIONS', 'BREW', '');
const oddTarget = fc.constantFrom(
  'http://x.example/products',
  '*',
  '//health',
  '/%',
  '/a/../b',
  '?',
  '/%00',
  '/%ED%A0%80',
);

/** One defect of a request. */
export type Change =
  | {
      change: 'param' | 'field' | 'extra field' | 'query' | 'header';
      at: number;
      name: string;
      value: unknown;
    }
  | { change: 'body' | 'method' | 'target' | 'garbage'; value: string };

const at = fc.nat({ max: 20 });
const weighted = (weight: number, arbitrary: fc.Arbitrary<Change>) => ({ weight, arbitrary });
export const changes: fc.Arbitrary<Change> = fc.oneof(
  weighted(3, fc.record({ change: fc.constant('param' as const), at, name: oddText, value: oddText })),
  weighted(6, fc.record({ change: fc.constant('field' as const), at, name: oddText, value: oddValue })),
  weighted(2, fc.record({ change: fc.constant('extra field' as const), at, name: oddText, value: oddValue })),
  weighted(3, fc.record({ change: fc.constant('query' as const), at, name: oddText, value: oddText })),
  weighted(3, fc.record({ change: fc.constant('header' as const), at, name: headerName, value: headerText })),
  weighted(
    3,
    fc.record({ change: fc.constant('header' as const), at, name: contextHeader, value: contextText }),
  ),
  weighted(1, fc.record({ change: fc.constant('body' as const), value: fc.oneof(oddText, brokenBody) })),
  weighted(1, fc.record({ change: fc.constant('method' as const), value: oddMethod })),
  weighted(1, fc.record({ change: fc.constant('target' as const), value: oddTarget })),
  weighted(
    1,
    fc.record({
      change: fc.constant('garbage' as const),
      value: fc.string({ unit: 'binary', maxLength: 200 }),
    }),
  ),
);

/** For URLs, which cannot contain a lone surrogate. */
export function encoded(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
