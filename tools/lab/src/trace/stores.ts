import { JaegerTraces, Logs, Metrics, type Traces } from '@webstore/signals';
import type { Lab } from '../lab.ts';

/** Where a trace and what belongs to it is read from; nothing else here knows which products these are. */
export interface Stores {
  traces: Traces;
  logs: Logs;
  metrics: Metrics;
}

export const storesOf = (lab: Lab): Stores => ({
  traces: new JaegerTraces({ baseUrl: lab.url('jaeger') }),
  logs: new Logs({ baseUrl: lab.url('loki') }),
  metrics: new Metrics({ baseUrl: lab.url('prometheus') }),
});
