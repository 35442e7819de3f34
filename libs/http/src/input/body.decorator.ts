import { RouteConfig } from '@nestjs/platform-fastify';

/** Rules for the body of a route that differ from the defaults. */
export interface BodyRules {
  /** Largest body, in bytes. */
  limitBytes?: number;
  /** True to accept any characters. The route then replaces the characters that its store cannot hold. */
  anyText?: boolean;
}

export const bodyRulesKey = 'webstore.body';

/** Sets the body rules of this route. */
export const BodyRules = (rules: BodyRules) => RouteConfig({ [bodyRulesKey]: rules });
