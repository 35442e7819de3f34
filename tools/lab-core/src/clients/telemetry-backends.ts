import { JaegerTraces, Logs, Metrics, TempoTraces, type Traces } from '@webstore/signals';
import type { Lab } from '../lab.ts';

/** Backends for a trace and its related data; only this file names the products. */
export interface Stores {
  traces: Traces;
  logs: Logs;
  metrics: Metrics;
  /** Which environment's telemetry searches are for. */
  environment: string;
}

export const storesOf = (lab: Lab): Stores => ({
  traces: lab.inContainers
    ? new TempoTraces({ baseUrl: lab.url('tempo'), environment: lab.environment })
    : new JaegerTraces({ baseUrl: lab.url('jaeger'), environment: lab.environment }),
  logs: new Logs({ baseUrl: lab.url('loki') }),
  metrics: metricsOf(lab),
  environment: lab.environment,
});

/** Mimir separates tenants: all of the lab's own data belongs to `webstore` (infra/mimir). */
export const metricsOf = (lab: Lab): Metrics =>
  lab.inContainers
    ? new Metrics({ baseUrl: `${lab.url('mimir')}/prometheus`, tenant: 'webstore' })
    : new Metrics({ baseUrl: lab.url('prometheus') });
