import { syntheticCustomerId } from '@webstore/contracts';
import { asSyntheticCustomer, continueFrom, withBaggage } from '@webstore/telemetry';
import type { OrderEntity } from '../orders/order.entity';

type Bought = Pick<OrderEntity, 'customerId' | 'country' | 'segment' | 'origin'>;

/** Nobody's request is behind a sweep: whom its work is for, and in which trace, is told by the order. */
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

/** A row that holds something else than the context of a request still stands for an order: its trace starts here. */
function readable(origin: unknown): Record<string, string> {
  if (typeof origin !== 'object' || origin === null) return {};
  return Object.fromEntries(Object.entries(origin).filter(([, value]) => typeof value === 'string'));
}
