import { type Admin, type ITopicConfig, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { type DeadLetter, deadLetterOf, placeOf, replayOf } from './dead-letter';
import { readTopic } from './topic-reader';

/** What was replayed, and when: key `<dlq topic>/<partition>/<offset>`. It lives and dies with the letters. */
const replays: ITopicConfig = {
  topic: 'webstore.replays.v1',
  numPartitions: 1,
  replicationFactor: 1,
  configEntries: [{ name: 'cleanup.policy', value: 'compact' }],
};

const isDeadLetterTopic = (topic: string) => topic.endsWith('.dlq');

/** The dead-letter topics: what lies there and why, and the way back. Reading takes nothing away. */
export class DeadLetters {
  private constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly producer: Producer,
  ) {}

  static async connect(brokers: string[]): Promise<DeadLetters> {
    const retry = { initialRetryTime: 200, maxRetryTime: 1_000, retries: 5 };
    const kafka = new Kafka({ clientId: 'dead-letters', brokers, retry, logLevel: logLevel.NOTHING });
    const producer = kafka.producer({
      allowAutoTopicCreation: false,
      createPartitioner: Partitioners.DefaultPartitioner,
    });
    const admin = kafka.admin();
    await Promise.all([admin.connect(), producer.connect()]);
    return new DeadLetters(kafka, admin, producer);
  }

  /** Every dead-letter topic, the empty ones too. */
  async topics(): Promise<string[]> {
    return (await this.admin.listTopics()).filter(isDeadLetterTopic).sort();
  }

  /** What lies in a dead-letter topic, in the order in which it was parked; what was replayed says when. */
  async list(topic: string): Promise<DeadLetter[]> {
    const replayed = await this.replayed();
    const letters = (await readTopic(this.kafka, this.admin, topic)).map(({ partition, message }) => {
      const letter = deadLetterOf(topic, partition, message);
      const replayedAt = replayed.get(placeOf(letter));
      return replayedAt ? { ...letter, replayedAt } : letter;
    });
    return letters.sort((a, b) => a.parkedAt.localeCompare(b.parkedAt));
  }

  /**
   * Puts a letter back into the topic that it came from, with the same id and key, and remembers that.
   * It is sent first and remembered second: a crash between the two never loses it, and what is sent a
   * second time has the same id, so the inbox of each consumer drops it.
   *
   * @param body replaces the value, where the event itself was wrong
   */
  async replay(letter: DeadLetter, body?: string): Promise<void> {
    await this.ensureRecord();
    await this.producer.send({ topic: letter.origin.topic, messages: [replayOf(letter, body)], acks: -1 });
    const record = { key: placeOf(letter), value: new Date().toISOString() };
    await this.producer.send({ topic: replays.topic, messages: [record], acks: -1 });
  }

  async close(): Promise<void> {
    await this.producer.disconnect();
    await this.admin.disconnect();
  }

  private async replayed(): Promise<Map<string, string>> {
    if (!(await this.hasRecord())) return new Map();
    const records = await readTopic(this.kafka, this.admin, replays.topic);
    return new Map(records.map(({ message }) => [String(message.key), String(message.value)]));
  }

  private async ensureRecord(): Promise<void> {
    if (!(await this.hasRecord())) await this.admin.createTopics({ topics: [replays], waitForLeaders: true });
  }

  private async hasRecord(): Promise<boolean> {
    return (await this.admin.listTopics()).includes(replays.topic);
  }
}
