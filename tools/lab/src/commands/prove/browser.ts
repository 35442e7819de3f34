import { randomUUID } from 'node:crypto';
import type { Customer } from '@webstore/contracts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { storefrontOrigins } from '@webstore/supervisor/components/launching/node-service.ts';
import { newSpanId } from '@webstore/lab-core/clients/trace-id.ts';

/**
 * The headers of a storefront page with an order; with the admin's token, also the request to keep the trace.
 */
export function asABrowserSends(
  lab: Lab,
  { country, segment }: Customer,
  traceId: string,
): Record<string, string> {
  return {
    origin: storefrontOrigins(lab)[0]!,
    authorization: `Bearer ${lab.settings().ADMIN_TOKEN}`,
    'webstore-keep': 'true',
    'idempotency-key': randomUUID(),
    // Generates the trace id, so that it is known even without a response.
    traceparent: `00-${traceId}-${newSpanId()}-01`,
    baggage: `webstore.country=${country},webstore.customer.segment=${segment}`,
  };
}

/**
 * A preflight request to checkout, as a browser sends it before an order: may the page send these headers?
 */
export async function mayABrowserSend(lab: Lab): Promise<string> {
  const [origin] = storefrontOrigins(lab);
  const wanted = [
    'authorization',
    'baggage',
    'content-type',
    'idempotency-key',
    'traceparent',
    'webstore-keep',
  ];
  const { headers } = await fetch(`${lab.url('checkout')}/orders`, {
    method: 'OPTIONS',
    headers: {
      origin: origin!,
      'access-control-request-method': 'POST',
      'access-control-request-headers': wanted.join(','),
    },
  });
  if (headers.get('access-control-allow-origin') !== origin)
    throw new Error(`${origin} may not call checkout`);
  const allowed = (headers.get('access-control-allow-headers') ?? '').split(/,\s*/);
  const missing = wanted.filter((name) => !allowed.includes(name));
  if (missing.length > 0) throw new Error(`a page may not send ${missing.join(', ')}`);
  return `${origin}, with traceparent and baggage`;
}
