import { randomUUID } from 'node:crypto';
import type { Admin, Kafka, KafkaMessage } from 'kafkajs';

interface Received {
  partition: number;
  message: KafkaMessage;
}

/** Reading stops if a topic with remaining messages delivers none for this time. */
const DEADLINE_MS = 30_000;

/** Reads all messages that are in a topic at the time of the call, and deletes its consumer group afterwards. */
export async function readTopic(kafka: Kafka, admin: Admin, topic: string): Promise<Received[]> {
  const missing = new Map<number, bigint>();
  for (const { partition, high, low } of await admin.fetchTopicOffsets(topic)) {
    if (BigInt(high) > BigInt(low)) missing.set(partition, BigInt(high) - 1n);
  }
  if (missing.size === 0) return [];

  const groupId = `read-once-${randomUUID()}`;
  const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 100 });
  const received: Received[] = [];
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await new Promise<void>((resolve, reject) => {
      const deadline = setTimeout(() => reject(new Error(`${topic} was not read to its end`)), DEADLINE_MS);
      const end = () => {
        clearTimeout(deadline);
        resolve();
      };
      consumer
        .run({
          autoCommit: false,
          eachMessage: async ({ partition, message }) => {
            const until = missing.get(partition);
            if (until === undefined) return; // Published after the start of this read.
            received.push({ partition, message });
            if (BigInt(message.offset) >= until) missing.delete(partition);
            if (missing.size === 0) end();
          },
        })
        .catch(reject);
    });
  } finally {
    await consumer.disconnect();
    await admin.deleteGroups([groupId]).catch(() => undefined); // Kafka deletes an empty group later anyway.
  }
  return received;
}
