import { type Admin, type ITopicConfig, Kafka, logLevel, Partitioners, type Producer } from 'kafkajs';
import { type DeadLetter, deadLetterOf, placeOf, replayOf } from './dead-letter';
import { readTopic } from './topic-reader';

/** Topic with the time of each replay, by key `<dlq topic>/<partition>/<offset>`. Same retention as the dead letters. */
const replays: ITopicConfig = {
  topic: 'webstore.replays.v1',
  numPartitions: 1,
  replicationFactor: 1,
  configEntries: [{ name: 'cleanup.policy', value: 'compact' }],
};

const isDeadLetterTopic = (topic: string) => topic.endsWith('.dlq');

/** Lists and replays dead letters. Reading does not remove them. */
export class DeadLetters {
  private constructor(
    private readonly kafka: Kafka,
    private readonly admin: Admin,
    private readonly producer: Producer,
  ) {}

  /** Connects to Kafka. `brokers` are addresses such as `127.0.0.1:9092`. */
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

  /** All dead-letter topics, including empty ones. */
  async topics(): Promise<string[]> {
    return (await this.admin.listTopics()).filter(isDeadLetterTopic).sort();
  }

  /** The messages of a dead-letter topic in the order of parking. Replayed ones have `replayedAt`. */
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
   * Sends a dead letter to its original topic, with the same id and key, and then records the replay.
   * A crash between the two loses nothing: a second replay has the same id, so the inbox of each consumer drops it.
   *
   * @param body replaces the value, if the event itself was wrong
   */
  async replay(letter: DeadLetter, body?: string): Promise<void> {
    await this.ensureRecord();
    await this.producer.send({ topic: letter.origin.topic, messages: [replayOf(letter, body)], acks: -1 });
    const record = { key: placeOf(letter), value: new Date().toISOString() };
    await this.producer.send({ topic: replays.topic, messages: [record], acks: -1 });
  }

  /** Closes the connections to Kafka. */
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
