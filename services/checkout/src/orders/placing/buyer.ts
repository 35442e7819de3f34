import { DomainError } from '@webstore/contracts';
import { mayAccess, type Principal } from '@webstore/http';

/**
 * The customer of an order. Customers order only for themselves; for another id the error does not reveal whether that
 * customer exists. The admin orders for any customer, and must name one.
 *
 * @throws DomainError `not_found` for another customer, `invalid_request` if the admin names none
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
