import fc from 'fast-check';

/** The parts of an OpenAPI document that the generator uses. */
interface ApiDocument {
  paths: Record<string, object>;
}

export interface HostileRequest {
  method: 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
  url: string;
  headers: Record<string, string>;
  payload?: string;
}

const methods = ['get', 'put', 'post', 'patch', 'delete'];
const oddText = fc.oneof(
  fc.constantFrom(
    '\0',
    'cus\0',
    '__proto__',
    'constructor',
    'toString',
    '../..',
    '',
    ' ',
    "' OR 1=1 --",
    '%00',
  ),
  fc.constantFrom(
    '9'.repeat(30),
    '-1',
    '1e400',
    'NaN',
    '2147483648',
    '9223372036854775808',
    'a'.repeat(3_000),
  ),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.uuid(),
);
const oddNumber = fc.constantFrom(-1, 0, 0.5, 2 ** 31, 2 ** 53, 1e300, Number.MIN_VALUE);

/** Values of any kind, under known and unknown keys. */
function oddJson(keys: string[]): fc.Arbitrary<unknown> {
  const key = fc.oneof(fc.constantFrom(...keys), oddText);
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 3 },
      fc.oneof(oddText, oddNumber, fc.constant(null), fc.boolean()),
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(key, tie('value'), { maxKeys: 5 }),
    ),
  }));
  return value;
}

const bodyText = (keys: string[]) =>
  fc.oneof(
    { weight: 4, arbitrary: oddJson(keys).map((value) => JSON.stringify(value)) },
    oddText,
    fc.constantFrom('{', '[', '{"__proto__":{"a":1}}', '{"a":1,"a":2}', '"\\ud800"', '['.repeat(20_000)),
  );

/** Invalid and unusual requests to every route of the document, with one of `tokens` or without a token. */
export function hostileRequests(document: ApiDocument, tokens: string[]): fc.Arbitrary<HostileRequest> {
  const routes = Object.entries(document.paths).flatMap(([path, item]) =>
    methods.filter((method) => method in item).map((method) => ({ path, method: method.toUpperCase() })),
  );
  // The names of all fields and parameters in the document.
  const names = [...JSON.stringify(document).matchAll(/"([a-zA-Z]{1,20})":/g)].map(([, name]) => name!);
  const keys = [...new Set(names)];
  return fc
    .record({
      route: fc.constantFrom(...routes),
      segments: fc.infiniteStream(oddText),
      query: fc.dictionary(fc.oneof(fc.constantFrom(...keys), oddText), oddText, { maxKeys: 3 }),
      token: fc.constantFrom(...tokens, 'unknown'),
      type: fc.constantFrom('application/json', 'application/json', 'text/plain', 'application/xml'),
      key: fc.string({ unit: 'grapheme-ascii', maxLength: 200 }),
      body: fc.option(bodyText(keys), { nil: undefined }),
    })
    .map(({ route, segments, query, token, type, key, body }) => {
      const segment = () => encode(segments.next().value as string);
      const search = Object.entries(query).map(([name, value]) => `${encode(name)}=${encode(value)}`);
      const isRead = route.method === 'GET';
      return {
        method: route.method as HostileRequest['method'],
        url: `${route.path.replace(/\{\w+\}/g, segment)}?${search.join('&')}`,
        headers: {
          authorization: `Bearer ${token}`,
          'idempotency-key': key,
          ...(!isRead && body !== undefined && { 'content-type': type }),
        },
        ...(!isRead && body !== undefined && { payload: body }),
      };
    });
}

/** Percent-encodes a text; an unpaired surrogate cannot be encoded and is replaced. */
const encode = (text: string) => encodeURIComponent(text.replace(/\p{Surrogate}/gu, '%'));

/** Sends many hostile requests to each route. `send` returns the status, which must not be a server error. */
export async function expectNoServerError(
  document: ApiDocument,
  tokens: string[],
  send: (request: HostileRequest) => Promise<number>,
): Promise<void> {
  await fc.assert(
    fc.asyncProperty(hostileRequests(document, tokens), async (request) => {
      const status = await send(request);
      if (status >= 500) throw new Error(`${request.method} ${request.url} was answered ${status}`);
    }),
    { numRuns: 400 },
  );
}

/** The operations of a document that have no summary or no description. */
export function undescribed(document: ApiDocument): string[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item as Record<string, { summary?: string; description?: string }>)
      .filter(([, { summary, description }]) => !summary || !description)
      .map(([method]) => `${method} ${path}`),
  );
}
