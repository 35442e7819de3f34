import { setTimeout as pause } from 'node:timers/promises';
import { Logger } from '@nestjs/common';
import { addEvent } from '@webstore/telemetry';
import type { EachMessagePayload } from 'kafkajs';
import type { DependencyProbes } from './dependency-probes';
import type { PausedPartitions } from './paused-partitions';

/** Maximum pause between two probes of a dependency. */
const LONGEST_MS = 5_000;

/** Maximum interval between heartbeats of a waiting partition; kafkajs forwards one every two seconds. */
const HEARTBEAT_EVERY_MS = 1_000;

type Waiting = Pick<EachMessagePayload, 'topic' | 'partition' | 'heartbeat'>;

/** Pauses a partition while a dependency is down, without a time limit and without using an attempt of the message. */
export class OutagePause {
  private readonly logger = new Logger(OutagePause.name);

  constructor(
    private readonly probes: Pick<DependencyProbes, 'down'>,
    private readonly paused: PausedPartitions,
    private readonly stopping: AbortSignal,
    private readonly firstMs = 500,
  ) {}

  /**
   * Waits until every dependency is up. Throws at once on shutdown and when Kafka revokes the partition: the offset is not
   * committed and the message is redelivered.
   *
   * @param earlier number of outages that the message has already waited for; the first pause is longer accordingly
   * @returns whether there was an outage
   */
  async waitOut(waiting: Waiting, earlier = 0): Promise<boolean> {
    let down = await this.askedWithin(waiting);
    if (down.length === 0) return false;
    const place = `${waiting.topic}/${waiting.partition}`;
    const reasons = down.map(({ name, cause }) => `${name} is down (${cause})`).join('; ');
    addEvent('paused', { dependency: down.map(({ name }) => name).join(',') });
    this.logger.warn(`paused ${place}: ${reasons}`);
    const resume = this.paused.add(waiting.topic, waiting.partition, down);
    try {
      for (let round = earlier; down.length > 0; round++) {
        await rest(outagePauseMs(round, this.firstMs), waiting, this.stopping);
        down = await this.askedWithin(waiting);
      }
    } finally {
      resume();
    }
    this.logger.log(`resumed ${place}`);
    return true;
  }

  private async askedWithin({ heartbeat }: Waiting) {
    this.stopping.throwIfAborted();
    const answer = await orStopped(this.probes.down(), this.stopping);
    await heartbeat();
    return answer;
  }
}

/** Pause before the next probe of a dependency, in milliseconds. It doubles each round, up to five seconds. */
export function outagePauseMs(round: number, firstMs = 500): number {
  return Math.min(firstMs * 2 ** Math.min(round, 10), LONGEST_MS);
}

/** Waits and sends heartbeats meanwhile. Throws at once on shutdown or if a heartbeat fails. */
export async function rest(
  ms: number,
  { heartbeat }: Pick<Waiting, 'heartbeat'>,
  signal: AbortSignal,
): Promise<void> {
  for (let left = ms; left > 0; left -= HEARTBEAT_EVERY_MS) {
    await pause(Math.min(left, HEARTBEAT_EVERY_MS), undefined, { signal });
    await heartbeat();
  }
}

/** Resolves with the work, or rejects as soon as the service stops. */
async function orStopped<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop!: () => void;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason as Error);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
