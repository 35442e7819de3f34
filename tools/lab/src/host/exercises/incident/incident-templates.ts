import type { Values } from '@webstore/faults';
import { services as shopServices } from '@webstore/lab-core/clients/services.ts';

const services = [...shopServices];
/** Without Japan, whose bank is slow even without a fault, and Brazil, whose bank declines. */
const countries = ['DE', 'FR', 'GB', 'US', 'IN', 'AU'];

/** Faults that can be found from telemetry alone, and the possible values of their parameters. */
export interface IncidentTemplate {
  id: string;
  /**
   * 1: it is obvious which component is down. 2: only a split or a trace distinguishes the faulty service
   * from the affected ones. 3: the fault is small, shows in another component, or is in the telemetry itself.
   */
  levels: (1 | 2 | 3)[];
  parameters: Readonly<Record<string, Values[string][]>>;
}

/** A new fault needs a line here, and a hypothesis in the solver of exercises/07-incident. */
export const incidentTemplates: readonly IncidentTemplate[] = [
  { id: 'service-stopped', levels: [1, 2], parameters: { part: services } },
  { id: 'service-frozen', levels: [1, 2], parameters: {} },
  { id: 'redis-down', levels: [1, 2], parameters: {} },
  { id: 'restart-loop', levels: [2, 3], parameters: { part: services } },
  { id: 'bank-slow', levels: [2], parameters: { country: countries, delayMs: [2_500, 3_000] } },
  { id: 'bank-slow', levels: [3], parameters: { country: countries, delayMs: [1_500, 2_000] } },
  { id: 'bank-declining', levels: [2], parameters: { country: countries, share: [1] } },
  { id: 'bank-declining', levels: [3], parameters: { country: countries, share: [0.8, 0.9] } },
  { id: 'timeout-inversion', levels: [2, 3], parameters: { timeoutMs: [20, 30, 40] } },
  { id: 'slow-consumer', levels: [2, 3], parameters: { delayMs: [2_500, 3_000] } },
  { id: 'lock-contention', levels: [2, 3], parameters: {} },
  { id: 'n-plus-one', levels: [2, 3], parameters: {} },
  { id: 'retry-storm', levels: [2, 3], parameters: {} },
  { id: 'errors-as-200', levels: [2, 3], parameters: { timeoutMs: [1, 2] } },
  { id: 'spans-misdirected', levels: [3], parameters: { part: services } },
  { id: 'span-queue-small', levels: [3], parameters: { part: services, size: [2, 4] } },
  { id: 'sampler-drops-errors', levels: [3], parameters: {} },
  { id: 'log-level-wrong', levels: [3], parameters: { part: services } },
  { id: 'kafka-headers-lost', levels: [3], parameters: {} },
  {
    id: 'label-explosion',
    levels: [3],
    parameters: { part: ['cart', 'catalog', 'checkout'], size: [1_000] },
  },
  { id: 'histogram-buckets-coarse', levels: [3], parameters: { part: ['catalog', 'cart', 'checkout'] } },
];
