import { syntheticCustomerId } from '@webstore/contracts';
import { asSyntheticCustomer, continueFrom, withBaggage } from '@webstore/telemetry';
import type { OrderEntity } from '../orders/order.entity';

type Bought = Pick<OrderEntity, 'customerId' | 'country' | 'segment' | 'origin'>;

/** Runs work of a sweep in the trace and baggage of the order, because a sweep has no request of its own. */
export function onBehalfOfBuyer<T>(
  { customerId, country, segment, origin }: Bought,
  what: string,
  work: () => Promise<T>,
): Promise<T> {
  const known = { 'webstore.country': country, 'webstore.customer.segment': segment };
  const asBuyer = () => withBaggage(known, work);
  return continueFrom(readable(origin), what, () =>
    customerId === syntheticCustomerId ? asSyntheticCustomer(asBuyer) : asBuyer(),
  );
}

/** The stored context; empty if it is invalid, so that the order is still handled in a new trace. */
function readable(origin: unknown): Record<string, string> {
  if (typeof origin !== 'object' || origin === null) return {};
  return Object.fromEntries(Object.entries(origin).filter(([, value]) => typeof value === 'string'));
}
