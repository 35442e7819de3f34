export type Role = 'user' | 'admin' | 'tester' | 'synthetic';

/** The caller of a request, once its token is verified. */
export interface Principal {
  readonly roles: readonly Role[];
  /** The customer that the caller is. The admin and the tester are none. */
  readonly customerId?: string;
}

/** The admin and the tester see the data of every customer; what they may do there, their roles decide. */
export function mayAccessAll({ roles }: Principal): boolean {
  return roles.includes('admin') || roles.includes('tester');
}

/** Whether the caller may see what belongs to this customer. What belongs to no customer is the admin's and the tester's. */
export function mayAccess(caller: Principal, ownerId: string | null | undefined): boolean {
  if (mayAccessAll(caller)) return true;
  return caller.customerId !== undefined && caller.customerId === ownerId;
}
