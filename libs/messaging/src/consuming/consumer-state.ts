import type { Consumer } from 'kafkajs';
import { causeOf } from '../retry';

/** A consumer without any response from Kafka for this time has lost its group membership: it is three session timeouts. */
const SILENT_AFTER_MS = 30_000;

/** Tracks the state of the service's consumer from kafkajs' events. */
export class ConsumerState {
  private state = 'not started';
  private heardAt = 0;

  /** @param died called once when kafkajs gives up permanently */
  follow(consumer: Consumer, died: (error: Error) => void): void {
    const { GROUP_JOIN, HEARTBEAT, FETCH, STOP, DISCONNECT, CRASH } = consumer.events;
    const hears = () => (this.heardAt = Date.now());
    consumer.on(GROUP_JOIN, () => {
      this.state = 'running';
      hears();
    });
    consumer.on(HEARTBEAT, hears);
    consumer.on(FETCH, hears);
    consumer.on(STOP, () => void (this.state = 'stopped'));
    consumer.on(DISCONNECT, () => void (this.state = 'disconnected'));
    consumer.on(CRASH, ({ payload: { error, restart } }) => {
      this.state = `crashed, ${restart ? 'starts again' : 'for good'}: ${causeOf(error)}`;
      if (!restart) died(error);
    });
  }

  get isRunning(): boolean {
    return this.state === 'running' && this.silentMs < SILENT_AFTER_MS;
  }

  /** Rejects with the reason if the consumer is not running. */
  async check(): Promise<void> {
    if (this.isRunning) return;
    const silent = `hears nothing from Kafka for ${Math.round(this.silentMs / 1_000)} s`;
    throw new Error(`the consumer ${this.state === 'running' ? silent : `is ${this.state}`}`);
  }

  private get silentMs(): number {
    return Date.now() - this.heardAt;
  }
}
