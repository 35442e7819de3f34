import type { Topic } from '@webstore/contracts';
import type { DependencyCheck } from '@webstore/telemetry';

export interface MessagingOptions {
  /** Name of the service: Kafka's client id and consumer group, and part of its dead-letter topics. */
  service: string;
  /** `host:port` of the brokers. */
  brokers: readonly string[];
  /** Topics that the service writes. They are created at start, like the topics that it reads. */
  produces: readonly Topic[];
  /** Topics with external consumers: messages there carry neither trace context nor baggage. Default: none. */
  outsideTopics?: readonly string[];
  /**
   * Dependencies of message handling, as for the readiness check. While one is down, a failed message waits: it uses no
   * attempt and is not parked. Optional dependencies are ignored. Default: none.
   */
  dependencies?: readonly DependencyCheck[];
  /** Maximum number of attempts while the dependencies are up. Then the message goes to the dead-letter topic. Default: 6. */
  attempts?: number;
  /** Pause before the second attempt, in milliseconds. It doubles after each attempt, at most four times. Default: 200. */
  firstPauseMs?: number;
  /**
   * Key for deduplication: the event id, or the delivery (topic, partition, offset). With `delivery`, a redelivered event is handled
   * again. Called for each message. Default: the event.
   */
  identity?: () => Promise<'event' | 'delivery'>;
  /** Time in milliseconds after which the relay sends an unacknowledged event again. Default: never. */
  publishTimeoutMs?: number;
}

export const MESSAGING_OPTIONS = Symbol('messaging options');
