import { baseConfig, port } from '@webstore/http';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });

export const configSchema = z.object({
  host: baseConfig.host,
  httpAllowedHosts: baseConfig.httpAllowedHosts,
  port: port.default(8091),
  dataFile: z.string().default('pager.sqlite'),
  /** Token of Alertmanager and of on-call engineers, who read and acknowledge pages. */
  pagerToken: z.string().min(16),
  escalationFile: z.string(),
  alertmanagerUrl: url,
  prometheusUrl: url,
  /** Speed factor of the clock of Prometheus and Alertmanager (`./lab up --lab-clock`). Divides the pager's waiting times. */
  labClock: z.coerce.number().int().min(1).default(1),
  /** Tenant of a multi-tenant metrics store (Mimir). */
  prometheusTenant: z.string().optional(),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
