/** A role of a caller. Tokens of customers have the role `user`. */
export type Role = 'user' | 'admin' | 'tester' | 'synthetic';

/** The caller of a request, once its token is verified. */
export interface Principal {
  readonly roles: readonly Role[];
  /** Customer id of the caller. The admin and the tester have none. */
  readonly customerId?: string;
}

/** Whether the caller may access the data of every customer (admin and tester). Their roles decide which actions they may take. */
export function mayAccessAll({ roles }: Principal): boolean {
  return roles.includes('admin') || roles.includes('tester');
}

/** Whether the caller may access data of this customer. Data without an owner is only for the admin and the tester. */
export function mayAccess(caller: Principal, ownerId: string | null | undefined): boolean {
  if (mayAccessAll(caller)) return true;
  return caller.customerId !== undefined && caller.customerId === ownerId;
}
