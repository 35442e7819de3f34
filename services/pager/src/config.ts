import { baseConfig, port } from '@webstore/http';
import { z } from 'zod';

const url = z.url({ protocol: /^https?$/ });

export const configSchema = z.object({
  host: baseConfig.host,
  httpAllowedHosts: baseConfig.httpAllowedHosts,
  port: port.default(8091),
  dataFile: z.string().default('pager.sqlite'),
  /** Alertmanager's, and that of whoever reads and acknowledges. */
  pagerToken: z.string().min(16),
  escalationFile: z.string(),
  alertmanagerUrl: url,
  prometheusUrl: url,
  /** Divides what the pager waits for: how many times as fast the clock of Prometheus and Alertmanager runs (`./lab up --lab-clock`). */
  labClock: z.coerce.number().int().min(1).default(1),
  /** Whose metrics they are, where a store keeps several apart (Mimir). */
  prometheusTenant: z.string().optional(),
});
export type Config = z.output<typeof configSchema>;

export const CONFIG = Symbol('CONFIG');
