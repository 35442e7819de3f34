import { DomainError } from '@webstore/contracts';
import { mayAccess, type Principal } from '@webstore/http';

/**
 * The customer an order is placed for: the caller itself; of another's id it learns nothing, not even that there is such
 * a customer. The admin orders for any customer, and has to name one.
 *
 * @throws DomainError `not_found`, `invalid_request`
 */
export function buyerOf(caller: Principal, customerId = caller.customerId): string {
  if (customerId === undefined) {
    throw new DomainError('invalid_request', 'customerId: an admin orders for a customer, and names it');
  }
  if (!mayAccess(caller, customerId)) {
    throw new DomainError('not_found', `there is no customer ${customerId}`);
  }
  return customerId;
}
