import { randomUUID } from 'node:crypto';
import type { Customer } from '@webstore/contracts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { storefrontOrigins } from '@webstore/supervisor/components/node-service.ts';
import { newSpanId } from '@webstore/lab-core/clients/trace-id.ts';

/** What a page of the storefront sends with an order; and, with the admin's token, asks for the trace to be kept. */
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
    // A trace of our own, so that its id is known whatever the answer is.
    traceparent: `00-${traceId}-${newSpanId()}-01`,
    baggage: `webstore.country=${country},webstore.customer.segment=${segment}`,
  };
}

/** Asks checkout, as a browser does before the order itself, whether the page may send all of that. */
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
