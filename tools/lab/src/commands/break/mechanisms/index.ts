import { topics } from '@webstore/contracts';
import type { ChosenFault } from '@webstore/faults';
import { Failure } from '@webstore/lab-core/failure.ts';
import { collectorThatKeeps } from '../collector-config.ts';
import type { Mechanism } from '../mechanism.ts';
import { bank } from './bank.ts';
import { canary } from './canary.ts';
import { tornCacheEntry } from './corrupt-cache-entry.ts';
import { chargedPerDelivery } from './duplicate-charge.ts';
import { expiringTogether } from './cache-stampede.ts';
import { frozen } from './frozen.ts';
import { impatient } from './metastable-overload.ts';
import { orphanedLock } from './lock.ts';
import { released, releasedToDie } from './config-rollout.ts';
import { stopped } from './stopped.ts';
import { told } from './set-flag.ts';
import { unpayable } from './poison-message.ts';

const value = ({ parameters }: ChosenFault, name: string) => String(parameters[name]);

/** How each fault of the catalogue is brought about; a test holds the two together. */
export const mechanisms: Readonly<Record<string, Mechanism>> = {
  'service-stopped': stopped,
  'service-frozen': frozen,
  'restart-loop': releasedToDie((fault) => ({ flags: { '--max-old-space-size': value(fault, 'heapMiB') } })),
  'redis-down': stopped,
  'bank-slow': bank(({ parameters }) => ({ slowerMs: Number(parameters['delayMs']) })),
  'slow-consumer': bank(({ parameters }) => ({ slowerMs: Number(parameters['delayMs']) })),
  'bank-declining': bank(({ parameters }) => ({ declines: Number(parameters['share']) })),
  'lock-contention': orphanedLock('catalog', 'stock_levels'),
  'product-broken': tornCacheEntry,
  'pool-exhausted': released(() => ({ env: { DATABASE_POOL_SIZE: '1', REPLAY_LOOKUP: 'twice' } })),
  'timeout-inversion': released((fault) => ({ env: { ACQUIRER_TIMEOUT_MS: value(fault, 'timeoutMs') } })),
  'span-queue-small': released((fault) => ({ env: { OTEL_BSP_MAX_QUEUE_SIZE: value(fault, 'size') } })),
  // Port 9, "discard": nobody listens there.
  'spans-misdirected': released(() => ({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' } })),
  'n-plus-one': told('catalog.stock-lookup', 'each'),
  'event-loop-blocked': told('catalog.near-duplicates', 'left-out'),
  'log-level-wrong': released(() => ({ env: { LOG_LEVEL: 'error' } })),
  'sampler-drops-errors': released((_, lab) => ({
    flags: { '--config': collectorThatKeeps(lab, 'high_value') },
  })),
  'bad-canary': canary((fault) => ({ env: { ACQUIRER_TIMEOUT_MS: value(fault, 'timeoutMs') } })),
  'kafka-headers-lost': released(() => ({ env: { OUTSIDE_TOPICS: topics.orderPlaced } })),
  'poison-message': unpayable,
  'retry-storm': released(() => ({ env: { PUBLISH_TIMEOUT_MS: '1' } })),
  // Bounds for milliseconds, on times in seconds: OpenTelemetry's own defaults were so.
  'histogram-buckets-coarse': released(() => ({
    env: { HTTP_DURATION_BUCKETS: '5,10,25,50,75,100,250,500,1000' },
  })),
  // The guard of labels would stop the paths at its hundredth: who wants to see them all raises it first.
  'label-explosion': released((fault) => ({
    env: { HTTP_ROUTE_LABEL: 'path', METRICS_LABEL_VALUES: value(fault, 'size') },
  })),
  'log-flood': released(() => ({ env: { LOG_LEVEL: 'debug', LOG_SAMPLE_ABOVE: '100000' } })),
  'errors-as-200': released((fault) => ({
    env: { RESERVATION_TIMEOUT_MS: value(fault, 'timeoutMs'), PROBLEM_STATUS: '200' },
  })),
  'memory-leak': released(() => ({ env: { PAGES_KEPT: '0' } })),
  'overload-that-stays': impatient,
  'cache-stampede': expiringTogether,
  'charged-twice': chargedPerDelivery,
};

export function mechanismOf(id: string): Mechanism {
  const mechanism = Object.hasOwn(mechanisms, id) ? mechanisms[id] : undefined;
  if (!mechanism) throw new Failure(`There is no way yet to bring ${id} about.`);
  return mechanism;
}
