import { RouteConfig } from '@nestjs/platform-fastify';

/** What the body of a route may be, where that differs from all others'. */
export interface BodyRules {
  /** Largest body, in bytes. */
  limitBytes?: number;
  /** True where nothing is refused for the characters in its text: the route replaces what its store cannot keep. */
  anyText?: boolean;
}

export const bodyRulesKey = 'webstore.body';

/** What the body of this route may be. */
export const BodyRules = (rules: BodyRules) => RouteConfig({ [bodyRulesKey]: rules });
