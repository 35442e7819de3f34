export type Role = 'user' | 'admin' | 'tester' | 'synthetic';

/** Which roles a bearer token stands for. */
export type TokenRoles = Record<string, Role[]>;

export interface TokenConfig {
  userToken: string;
  adminToken: string;
  testToken: string;
  syntheticToken: string;
}

/** The four demo tokens. The admin and the synthetic customer may do whatever a user may. */
export function tokensFrom(config: TokenConfig): TokenRoles {
  return {
    [config.userToken]: ['user'],
    [config.testToken]: ['tester'],
    [config.syntheticToken]: ['synthetic', 'user'],
    [config.adminToken]: ['admin', 'user'],
  };
}

const readMethods = new Set(['GET', 'HEAD']);

/** Whether one of the roles opens a route. `tester` may only read; without `allowed` any role will do. */
export function mayCall(roles: Role[], method: string, allowed?: Role[]): boolean {
  const usable = roles.filter((role) => role !== 'tester' || readMethods.has(method));
  return allowed ? usable.some((role) => allowed.includes(role)) : usable.length > 0;
}
