import type { Outage } from './dependency-probes';
import { pausedPartitions } from '../messaging.metrics';

interface Pause {
  readonly topic: string;
  readonly partition: number;
  readonly since: Date;
  readonly outages: readonly Outage[];
}

/** The partitions that wait for a dependency, for the metric and for the readiness check. */
export class PausedPartitions {
  private readonly pauses = new Set<Pause>();

  /** @returns a function to call when the partition resumes */
  add(topic: string, partition: number, outages: readonly Outage[]): () => void {
    const pause = { topic, partition, since: new Date(), outages };
    this.pauses.add(pause);
    this.publish(topic);
    return () => {
      this.pauses.delete(pause);
      this.publish(topic);
    };
  }

  /** Rejects with the paused partitions and their dependencies, if there are any. */
  async check(): Promise<void> {
    if (this.pauses.size === 0) return;
    const waiting = [...this.pauses].map(
      ({ topic, partition, since, outages }) =>
        `${topic}/${partition} waits for ${outages.map(({ name }) => name).join(', ')} since ${since.toISOString()}`,
    );
    throw new Error(waiting.join('; '));
  }

  private publish(topic: string): void {
    const count = [...this.pauses].filter((pause) => pause.topic === topic).length;
    pausedPartitions.set({ topic }, count);
  }
}
