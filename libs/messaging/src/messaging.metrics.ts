import { counter, gauge, histogram } from '@webstore/telemetry';

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

export const published = counter({
  name: 'webstore_outbox_published_total',
  help: 'Events that the relay took from the outbox to Kafka.',
  labels: ['topic'],
});

/** Registers the age of the oldest event that Kafka does not have yet; read at each scrape. */
export function oldestUnpublished(ageSeconds: () => Promise<number>): void {
  gauge({
    name: 'webstore_outbox_oldest_age_seconds',
    help: 'Age of the oldest event in the outbox that is not published; 0 when there is none.',
    collect: async (set) => set({}, await ageSeconds()),
  });
}
