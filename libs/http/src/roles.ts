import { demoCustomerId, syntheticCustomerId } from '@webstore/contracts';
import { bearerToken } from './bearer-token';
import type { Principal, Role } from './principal';
import { Sessions } from './sessions';

export interface TokenConfig {
  userToken: string;
  adminToken: string;
  testToken: string;
  syntheticToken: string;
  /** Signs customers' tokens. Default: none is accepted. */
  sessionKey?: string;
}

/** The tokens that a service accepts. */
export class Tokens {
  /**
   * @param fixed the principals of tokens that never change: a Map, because the token of a request is its key
   * @param sessions verifies customers' tokens
   */
  constructor(
    private readonly fixed: ReadonlyMap<string, Principal>,
    private readonly sessions?: Sessions,
  ) {}

  /** The caller with this Authorization header; undefined without a valid token. */
  callerOf(authorization?: string): Principal | undefined {
    return this.fixedCallerOf(authorization) ?? this.customerOf(authorization);
  }

  /** The same among the tokens that never change: no signature is verified. */
  fixedCallerOf(authorization?: string): Principal | undefined {
    return this.fixed.get(bearerToken(authorization));
  }

  private customerOf(authorization?: string): Principal | undefined {
    const customerId = this.sessions?.customerOf(bearerToken(authorization));
    return customerId === undefined ? undefined : { roles: ['user'], customerId };
  }
}

/**
 * The four demo tokens, and customers' own where there is a key. `USER_TOKEN` is one fixed customer. The admin and the
 * synthetic customer may call whatever a user may.
 */
export function tokensFrom(config: TokenConfig): Tokens {
  const fixed = new Map<string, Principal>([
    [config.userToken, { roles: ['user'], customerId: demoCustomerId }],
    [config.testToken, { roles: ['tester'] }],
    [config.syntheticToken, { roles: ['synthetic', 'user'], customerId: syntheticCustomerId }],
    [config.adminToken, { roles: ['admin', 'user'] }],
  ]);
  return new Tokens(fixed, config.sessionKey ? new Sessions(config.sessionKey) : undefined);
}

const readMethods = new Set(['GET', 'HEAD']);

/** Whether one of the roles opens a route. `tester` may only read; without `allowed` any role will do. */
export function mayCall(roles: readonly Role[], method: string, allowed?: readonly Role[]): boolean {
  const usable = roles.filter((role) => role !== 'tester' || readMethods.has(method));
  return allowed ? usable.some((role) => allowed.includes(role)) : usable.length > 0;
}

/**
 * What a caller may have done with its traces, as `TelemetryModule.trusting` asks it: the admin and the synthetic customer
 * may ask for one to be kept; what the latter does is synthetic. A customer's token has neither right.
 */
export function tracingRights(tokens: Tokens): (authorization?: string) => {
  mayAsk: boolean;
  synthetic: boolean;
} {
  return (authorization) => {
    const roles = tokens.fixedCallerOf(authorization)?.roles ?? [];
    const synthetic = roles.includes('synthetic');
    return { mayAsk: synthetic || roles.includes('admin'), synthetic };
  };
}
