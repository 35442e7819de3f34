import { counter, gauge, histogram } from '@webstore/telemetry';

const results = ['handled', 'duplicate', 'dead_lettered'];

export const handled = counter({
  name: 'webstore_kafka_messages_total',
  help: 'Messages consumed, by how it ended: handled, duplicate (skipped by the inbox) or dead_lettered.',
  labels: ['topic', 'result'],
});

export const handling = histogram({
  name: 'webstore_kafka_message_duration_seconds',
  help: 'Time a consumer spent on a message, retries included.',
  labels: ['topic', 'result'],
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30],
});

export const retries = counter({
  name: 'webstore_kafka_retries_total',
  help: 'Attempts at a message that failed and were followed by another.',
  labels: ['topic'],
});

export const traceless = counter({
  name: 'webstore_kafka_traceless_messages_total',
  help: 'Consumed messages without trace context.',
  labels: ['topic'],
});

export const pausedPartitions = gauge({
  name: 'webstore_kafka_paused_partitions',
  help: 'Partitions whose next message waits because a dependency of the consumer is down.',
  labels: ['topic'],
});

export const published = counter({
  name: 'webstore_outbox_published_total',
  help: 'Events that the relay took from the outbox to Kafka.',
  labels: ['topic'],
});

/** Creates the series of all topics at 0, because a rate needs a series before the first event. */
export function expectMessages(consumed: readonly string[], produced: readonly string[]): void {
  for (const topic of consumed) {
    retries.add({ topic }, 0);
    traceless.add({ topic }, 0);
    pausedPartitions.set({ topic }, 0);
    for (const result of results) {
      handled.add({ topic, result }, 0);
      handling.zero({ topic, result });
    }
  }
  for (const topic of produced) published.add({ topic }, 0);
}

let ageSeconds: (() => Promise<number>) | undefined;

/** Reports the age of the oldest unpublished event; `age` is called at each scrape. */
export function oldestUnpublished(age: () => Promise<number>): void {
  ageSeconds = age;
}

gauge({
  name: 'webstore_outbox_oldest_age_seconds',
  help: 'Age of the oldest event in the outbox that is not published; 0 when there is none.',
  collect: async (set) => ageSeconds && set({}, await ageSeconds()),
});

let runningOf: { group: string; isRunning: () => boolean } | undefined;

/** Reports the state of the service's consumer; `isRunning` is called at each scrape. */
export function consumerRunning(group: string, isRunning: () => boolean): void {
  runningOf = { group, isRunning };
}

gauge({
  name: 'webstore_kafka_consumer_running',
  help: '1 while the consumer is a member of its group and hears from Kafka, else 0.',
  labels: ['group'],
  collect: (set) => runningOf && set({ group: runningOf.group }, runningOf.isRunning() ? 1 : 0),
});
