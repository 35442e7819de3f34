import { Logger } from '@nestjs/common';
import type { ChainableCommander, Redis } from 'ioredis';
import type { Inbox } from './inbox';

const WEEK_S = 7 * 24 * 3600;

/** The inbox of a service whose state is in Redis: WATCH, then MULTI with the work's commands. */
export class RedisInbox implements Inbox<ChainableCommander> {
  // WATCH belongs to a connection, so this one is the inbox's own and its users queue up.
  private readonly redis: Redis;
  private queue: Promise<unknown> = Promise.resolve();

  constructor(
    redis: Redis,
    private readonly service: string,
  ) {
    this.redis = redis.duplicate();
    const logger = new Logger(RedisInbox.name);
    this.redis.on('error', (error: Error) => logger.warn('the inbox has lost Redis', error));
  }

  async seen(messageId: string): Promise<boolean> {
    return (await this.redis.exists(this.key(messageId))) === 1;
  }

  once(messageId: string, work: (tx: ChainableCommander) => unknown): Promise<boolean> {
    const turn = this.queue.then(() => this.attempt(messageId, work));
    this.queue = turn.catch(() => undefined);
    return turn;
  }

  /** Closes the inbox's own connection. Without asking Redis, which may not answer: no command waits any more. */
  onApplicationShutdown(): void {
    this.redis.disconnect();
  }

  private async attempt(messageId: string, work: (tx: ChainableCommander) => unknown): Promise<boolean> {
    const key = this.key(messageId);
    await this.redis.watch(key);
    if (await this.redis.exists(key)) {
      await this.redis.unwatch();
      return false;
    }
    const tx = this.redis.multi();
    await work(tx);
    const results = await tx.set(key, '1', 'EX', WEEK_S).exec();
    // Another consumer handled the message between WATCH and here, or a key is watched that an earlier attempt left: look again.
    if (results === null) return this.attempt(messageId, work);
    const failed = results.find(([error]) => error);
    if (!failed?.[0]) return true;
    // EXEC goes on after a command that fails, so the mark is set: without this the retry would pass for a duplicate.
    await this.redis.del(key);
    throw failed[0];
  }

  private key(messageId: string): string {
    return `${this.service}:inbox:${messageId}`;
  }
}
