import type { Topic } from '@webstore/contracts';
import type { DependencyCheck } from '@webstore/telemetry';

export interface MessagingOptions {
  /** Name of the service: Kafka's client id and consumer group, and part of its dead-letter topics. */
  service: string;
  /** `host:port` of the brokers. */
  brokers: readonly string[];
  /** Topics that the service writes; they are created with those that it reads. */
  produces: readonly Topic[];
  /** Topics that somebody outside our walls reads: neither trace context nor baggage goes there. Default: none. */
  outsideTopics?: readonly string[];
  /**
   * What the handling of messages needs, with the checks of the readiness check. While one is down a message that fails
   * waits: it uses no attempt and is not parked. What is optional is not asked. Default: none.
   */
  dependencies?: readonly DependencyCheck[];
  /** A message is tried this often while its dependencies are up, then it goes to the dead-letter topic. Default: 6. */
  attempts?: number;
  /** Pause before the second attempt, in milliseconds; it doubles from one to the next, four times. Default: 200. */
  firstPauseMs?: number;
  /**
   * By what a message is known again: the event that it tells of, however often that is delivered, or its delivery. Asked with each
   * message. Default: the event.
   */
  identity?: () => Promise<'event' | 'delivery'>;
  /** After so many milliseconds without an acknowledgement the relay sends an event again. Default: never. */
  publishTimeoutMs?: number;
}

export const MESSAGING_OPTIONS = Symbol('messaging options');
