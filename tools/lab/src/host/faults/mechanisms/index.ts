import { topics } from '@webstore/contracts';
import type { ResolvedFault } from '@webstore/faults';
import { Failure } from '@webstore/lab-core/failure.ts';
import { collectorThatKeeps } from '../collector-config.ts';
import type { Mechanism } from '../mechanism.ts';
import { bank } from './bank.ts';
import { canary } from './canary.ts';
import { corruptCacheEntry } from './corrupt-cache-entry.ts';
import { duplicateCharge } from './duplicate-charge.ts';
import { cacheStampede } from './cache-stampede.ts';
import { frozen } from './frozen.ts';
import { metastableOverload } from './metastable-overload.ts';
import { orphanedLock } from './lock.ts';
import { configRollout, crashingRollout } from './config-rollout.ts';
import { stopped } from './stopped.ts';
import { setFlag } from './set-flag.ts';
import { poisonMessage } from './poison-message.ts';

const value = ({ parameters }: ResolvedFault, name: string) => String(parameters[name]);

/** The implementation of each fault of the catalogue; a test compares the two. */
export const mechanisms: Readonly<Record<string, Mechanism>> = {
  'service-stopped': stopped,
  'service-frozen': frozen,
  'restart-loop': crashingRollout((fault) => ({
    flags: { '--max-old-space-size': value(fault, 'heapMiB') },
  })),
  'redis-down': stopped,
  'bank-slow': bank(({ parameters }) => ({ slowerMs: Number(parameters['delayMs']) })),
  'slow-consumer': bank(({ parameters }) => ({ slowerMs: Number(parameters['delayMs']) })),
  'bank-declining': bank(({ parameters }) => ({ declines: Number(parameters['share']) })),
  'lock-contention': orphanedLock('catalog', 'stock_levels'),
  'product-broken': corruptCacheEntry,
  'pool-exhausted': configRollout(() => ({ env: { DATABASE_POOL_SIZE: '1', REPLAY_LOOKUP: 'twice' } })),
  'timeout-inversion': configRollout((fault) => ({
    env: { ACQUIRER_TIMEOUT_MS: value(fault, 'timeoutMs') },
  })),
  'span-queue-small': configRollout((fault) => ({ env: { OTEL_BSP_MAX_QUEUE_SIZE: value(fault, 'size') } })),
  // Port 9, "discard": no program listens there.
  'spans-misdirected': configRollout(() => ({ env: { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://127.0.0.1:9' } })),
  'n-plus-one': setFlag('catalog.stock-lookup', 'each'),
  'event-loop-blocked': setFlag('catalog.near-duplicates', 'left-out'),
  'log-level-wrong': configRollout(() => ({ env: { LOG_LEVEL: 'error' } })),
  'sampler-drops-errors': configRollout((_, { lab }) => ({
    flags: { '--config': collectorThatKeeps(lab, 'high_value') },
  })),
  'bad-canary': canary((fault) => ({ env: { ACQUIRER_TIMEOUT_MS: value(fault, 'timeoutMs') } })),
  'kafka-headers-lost': configRollout(() => ({ env: { OUTSIDE_TOPICS: topics.orderPlaced } })),
  'poison-message': poisonMessage,
  'retry-storm': configRollout(() => ({ env: { PUBLISH_TIMEOUT_MS: '1' } })),
  // Bucket bounds for milliseconds, on times in seconds: OpenTelemetry's former defaults.
  'histogram-buckets-coarse': configRollout(() => ({
    env: { HTTP_DURATION_BUCKETS: '5,10,25,50,75,100,250,500,1000' },
  })),
  // The label guard would stop at the hundredth path, so this raises its limit first.
  'label-explosion': configRollout((fault) => ({
    env: { HTTP_ROUTE_LABEL: 'path', METRICS_LABEL_VALUES: value(fault, 'size') },
  })),
  'log-flood': configRollout(() => ({ env: { LOG_LEVEL: 'debug', LOG_SAMPLE_ABOVE: '100000' } })),
  'errors-as-200': configRollout((fault) => ({
    env: { RESERVATION_TIMEOUT_MS: value(fault, 'timeoutMs'), PROBLEM_STATUS: '200' },
  })),
  'memory-leak': configRollout(() => ({ env: { PAGES_KEPT: '0' } })),
  'overload-that-stays': metastableOverload,
  'cache-stampede': cacheStampede,
  'charged-twice': duplicateCharge,
};

export function mechanismOf(id: string): Mechanism {
  const mechanism = Object.hasOwn(mechanisms, id) ? mechanisms[id] : undefined;
  if (!mechanism) throw new Failure(`${id} is not implemented.`);
  return mechanism;
}
