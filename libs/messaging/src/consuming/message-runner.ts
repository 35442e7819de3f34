import { Logger } from '@nestjs/common';
import { SpanStatusCode, trace } from '@opentelemetry/api';
import { addEvent, keepTrace, messageKeyText, recordException } from '@webstore/telemetry';
import type { EachMessagePayload } from 'kafkajs';
import { AttemptBudget } from './attempt-budget';
import { header } from '../kafka/cloud-event';
import { DependencyProbes } from './dependency-probes';
import type { Inbox } from '../inbox/inbox';
import type { KafkaClient } from '../kafka/kafka-client';
import { MessageContext } from './message-context';
import { deliveryId, eventId } from './message-id';
import type { MessagingOptions } from '../messaging-options';
import { handled, handling, retries, traceless } from '../messaging.metrics';
import { OutagePause, rest } from './outage-pause';
import { Parking } from '../dead-letters/parking';
import { PausedPartitions } from './paused-partitions';
import { backoffMs, causeOf, isRetryable } from '../retry';
import { withHeartbeats } from './with-heartbeats';

type Result = 'handled' | 'duplicate' | 'dead_lettered';
type Handler = (event: unknown, context: MessageContext<unknown>) => Promise<void>;
type Options = Pick<MessagingOptions, 'attempts' | 'dependencies' | 'firstPauseMs' | 'identity'>;

/** A value that is not JSON. It stays invalid, so there is no retry. */
class UnreadableValue extends Error {}

/**
 * Processes one message until it is handled, recognised as a duplicate, or parked. While a dependency is down, the message waits.
 * If it fails while all dependencies are up, it has a bounded number of attempts. So no message is lost or blocks its partition for ever.
 */
export class MessageRunner {
  private readonly logger = new Logger(MessageRunner.name);
  private readonly parking: Parking;
  private readonly outagePause: OutagePause;

  constructor(
    kafka: KafkaClient,
    private readonly inbox: Inbox<unknown>,
    private readonly stopping: AbortSignal,
    private readonly options: Options = {},
    paused = new PausedPartitions(),
    probes: Pick<DependencyProbes, 'down'> = new DependencyProbes(options.dependencies),
  ) {
    this.parking = new Parking(kafka);
    this.outagePause = new OutagePause(probes, paused, stopping);
  }

  async run(payload: EachMessagePayload, handler: Handler): Promise<void> {
    const { topic, message } = payload;
    if (!header(message.headers, 'traceparent')) traceless.add({ topic });
    const started = performance.now();
    const result = await this.handle(payload, handler);
    handled.add({ topic, result });
    handling.observe({ topic, result }, (performance.now() - started) / 1_000);
  }

  private async handle(payload: EachMessagePayload, handler: Handler): Promise<Result> {
    const budget = new AttemptBudget(this.options.attempts);
    for (;;) {
      const attempt = budget.begin();
      try {
        return await withHeartbeats(payload, () => this.attempt(payload, handler, attempt));
      } catch (error) {
        if (!(await this.triesAgain(payload, budget, error))) {
          await withHeartbeats(payload, () => this.park(payload, attempt, error));
          return 'dead_lettered';
        }
      }
    }
  }

  private async attempt(payload: EachMessagePayload, handler: Handler, attempt: number): Promise<Result> {
    const { topic, message } = payload;
    const id = await this.identityOf(payload);
    if (await this.inbox.seen(id)) return 'duplicate';
    const key = messageKeyText(message.key);
    const context = new MessageContext(id, topic, key ?? '', attempt, this.inbox);
    await handler(eventIn(message.value), context);
    const result = await context.settle();
    this.logger.log(`${result} ${topic}`, { ...(key && { 'webstore.order.id': key }), attempt });
    return result;
  }

  /** Decides whether to retry after a failure, and waits before the retry. On shutdown it throws, and Kafka redelivers the message. */
  private async triesAgain(
    payload: EachMessagePayload,
    budget: AttemptBudget,
    error: unknown,
  ): Promise<boolean> {
    if (error instanceof UnreadableValue || !isRetryable(error)) return false;
    const { topic } = payload;
    addEvent('retry', { attempt: budget.tries, cause: causeOf(error) });
    this.logger.warn(`attempt ${budget.tries} at ${topic} failed: ${causeOf(error)}`);
    const wasDown = await this.outagePause.waitOut(payload, budget.outagesSurvived);
    const next = wasDown ? budget.outageEnded() : budget.failed();
    if (next === 'park') return false;
    retries.add({ topic });
    await rest(backoffMs(budget.failedInARow, this.options.firstPauseMs), payload, this.stopping);
    return true;
  }

  private async identityOf(payload: EachMessagePayload): Promise<string> {
    return (await this.options.identity?.()) === 'delivery' ? deliveryId(payload) : eventId(payload);
  }

  private async park(payload: EachMessagePayload, attempts: number, error: unknown): Promise<void> {
    const { topic, partition, message } = payload;
    const failure = error instanceof UnreadableValue ? error.cause : error;
    const cause = causeOf(failure);
    const span = trace.getActiveSpan();
    if (span) recordException(span, failure);
    span?.setStatus({ code: SpanStatusCode.ERROR, message: cause });
    keepTrace('error');
    await this.parking.park(payload, { id: eventId(payload), attempts, cause });
    const key = messageKeyText(message.key);
    const fields = { ...(key && { 'webstore.order.id': key }), attempts, partition, offset: message.offset };
    this.logger.error(`parked ${topic}: ${cause}`, fields, failure);
  }
}

function eventIn(value: Buffer | null): unknown {
  try {
    return JSON.parse(String(value));
  } catch (error) {
    throw new UnreadableValue('the value is not JSON', { cause: error });
  }
}
