import { bearerToken } from './bearer-token';

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

/**
 * What a caller may have done with its traces, as `TelemetryModule.trusting` asks it: the admin and the synthetic customer
 * may ask for one to be kept; what the latter does is synthetic.
 */
export function tracingRights(tokens: TokenRoles): (authorization?: string) => {
  mayAsk: boolean;
  synthetic: boolean;
} {
  const known = new Map(Object.entries(tokens));
  return (authorization) => {
    const roles = known.get(bearerToken(authorization)) ?? [];
    const synthetic = roles.includes('synthetic');
    return { mayAsk: synthetic || roles.includes('admin'), synthetic };
  };
}
