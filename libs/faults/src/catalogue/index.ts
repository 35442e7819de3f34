import type { Fault } from '../fault';
import { badCanary } from './bad-canary';
import { bankDeclining } from './bank-declining';
import { bankSlow } from './bank-slow';
import { errorsAs200 } from './errors-as-200';
import { cacheStampede } from './cache-stampede';
import { chargedTwice } from './charged-twice';
import { eventLoopBlocked } from './event-loop-blocked';
import { histogramBucketsCoarse } from './histogram-buckets-coarse';
import { kafkaHeadersLost } from './kafka-headers-lost';
import { labelExplosion } from './label-explosion';
import { lockContention } from './lock-contention';
import { logFlood } from './log-flood';
import { logLevelWrong } from './log-level-wrong';
import { memoryLeak } from './memory-leak';
import { nPlusOne } from './n-plus-one';
import { overloadThatStays } from './overload-that-stays';
import { poisonMessage } from './poison-message';
import { poolExhausted } from './pool-exhausted';
import { productBroken } from './product-broken';
import { redisDown } from './redis-down';
import { restartLoop } from './restart-loop';
import { retryStorm } from './retry-storm';
import { samplerDropsErrors } from './sampler-drops-errors';
import { serviceFrozen } from './service-frozen';
import { serviceStopped } from './service-stopped';
import { slowConsumer } from './slow-consumer';
import { spanQueueSmall } from './span-queue-small';
import { spansMisdirected } from './spans-misdirected';
import { timeoutInversion } from './timeout-inversion';

/** All faults, in the order of `./lab break list`. */
export const catalogue: readonly Fault[] = [
  serviceStopped,
  serviceFrozen,
  restartLoop,
  bankSlow,
  bankDeclining,
  slowConsumer,
  timeoutInversion,
  redisDown,
  productBroken,
  lockContention,
  poolExhausted,
  nPlusOne,
  eventLoopBlocked,
  errorsAs200,
  memoryLeak,
  cacheStampede,
  spanQueueSmall,
  spansMisdirected,
  samplerDropsErrors,
  logLevelWrong,
  badCanary,
  poisonMessage,
  retryStorm,
  chargedTwice,
  overloadThatStays,
  kafkaHeadersLost,
  histogramBucketsCoarse,
  labelExplosion,
  logFlood,
];
