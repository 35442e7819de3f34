import type { PortName } from '@webstore/lab-core/ports.ts';
import { lab } from '../support/labs/running-lab.ts';

interface Schema {
  $ref?: string;
  type?: string;
  format?: string;
  enum?: unknown[];
  properties?: Record<string, Schema>;
  items?: Schema;
}
interface Operation {
  parameters?: { in: 'path' | 'query' | 'header'; name: string; schema?: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
}
interface OpenApi {
  paths: Record<string, Record<string, Operation>>;
  components?: { schemas?: Record<string, Schema> };
}

/** One operation of a service, with a request that is valid by its schema. */
export interface Route {
  service: PortName;
  method: string;
  /** With `{id}` in place of parameters. */
  path: string;
  params: Record<string, string>;
  query: string[];
  body?: Record<string, unknown>;
}

/** The bank has no OpenAPI document. */
const bankRoutes: Route[] = [
  {
    method: 'POST',
    path: '/captures',
    body: { orderId: 'no-uuid', amountCents: 100, currency: 'EUR', country: 'DE' },
  },
  { method: 'POST', path: '/refunds', body: { orderId: 'no-uuid' } },
  { method: 'GET', path: '/captures' },
  { method: 'GET', path: '/captures/{orderId}' },
  { method: 'GET', path: '/refunds/{orderId}' },
  { method: 'GET', path: '/ledger' },
].map((route) => ({ service: 'acquirer', params: { orderId: 'no-uuid' }, query: [], ...route }));

/** Ids of nothing that exists: a valid request changes no customer's data. */
const unknownUuid = '00000000-0000-4000-8000-000000000000';

/** Every operation of a service, from its own OpenAPI document. */
export async function routesOf(service: PortName): Promise<Route[]> {
  if (service === 'acquirer') return bankRoutes;
  const [path, token] = service === 'host' ? ['/v1/openapi.json', lab.hostToken()] : ['/docs-json', ''];
  const headers = { authorization: `Bearer ${token}` };
  const document = (await (await fetch(lab.url(service) + path, { headers })).json()) as OpenApi;
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, { parameters = [], requestBody }]) => {
      const schema = requestBody && Object.values(requestBody.content)[0]?.schema;
      const inPath = parameters.filter((parameter) => parameter.in === 'path');
      return {
        service,
        path,
        method: method.toUpperCase(),
        params: Object.fromEntries(
          inPath.map(({ name, schema }) => [name, String(example(document, schema, name))]),
        ),
        query: parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name),
        ...(schema && { body: example(document, schema) as Record<string, unknown> }),
      };
    }),
  );
}

function example(document: OpenApi, schema: Schema = {}, name = ''): unknown {
  if (schema.$ref)
    return example(document, document.components?.schemas?.[schema.$ref.split('/').at(-1)!], name);
  if (schema.enum) return schema.enum[0];
  if (schema.type === 'object' || schema.properties) {
    const fields = Object.entries(schema.properties ?? {});
    return Object.fromEntries(fields.map(([field, of]) => [field, example(document, of, field)]));
  }
  if (schema.type === 'array') return [example(document, schema.items, name)];
  if (schema.type === 'integer' || schema.type === 'number') return 1;
  if (schema.format === 'uuid' || /cart|order/i.test(name)) return unknownUuid;
  return name === 'customerId' ? 'cus-de-001' : 'no-such-thing';
}
