import { demoCustomerId, syntheticCustomerId } from '@webstore/contracts';
import { bearerToken } from './bearer-token';
import type { Principal, Role } from './principal';
import { Sessions } from './sessions';

/** The tokens that a service accepts, and the key of customers' tokens. */
export interface TokenConfig {
  userToken: string;
  adminToken: string;
  testToken: string;
  syntheticToken: string;
  /** Key that signs customers' tokens. Default: no customer token is accepted. */
  sessionKey?: string;
}

/** Verifies the tokens that a service accepts. */
export class Tokens {
  /**
   * @param fixed principals by fixed token; a Map, so that a token such as `__proto__` finds nothing
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

  /** The same for the fixed tokens only: no signature is verified. */
  fixedCallerOf(authorization?: string): Principal | undefined {
    return this.fixed.get(bearerToken(authorization));
  }

  private customerOf(authorization?: string): Principal | undefined {
    const customerId = this.sessions?.customerOf(bearerToken(authorization));
    return customerId === undefined ? undefined : { roles: ['user'], customerId };
  }
}

/**
 * The four demo tokens, and customers' signed tokens if there is a session key. `USER_TOKEN` is one fixed customer. The
 * admin and the synthetic customer have all rights of a user.
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

/** Whether one of the roles may call a route. `tester` may only read. Without `allowed`, any role may. */
export function mayCall(roles: readonly Role[], method: string, allowed?: readonly Role[]): boolean {
  const usable = roles.filter((role) => role !== 'tester' || readMethods.has(method));
  return allowed ? usable.some((role) => allowed.includes(role)) : usable.length > 0;
}

/**
 * The tracing rights of a caller, for `TelemetryModule.trusting`. The admin and the synthetic customer may request that a
 * trace is kept; traces of the latter are marked synthetic. A customer's token has neither right.
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
