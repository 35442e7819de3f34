import { Logger } from '@nestjs/common';
import type { ChainableCommander, Redis } from 'ioredis';
import type { Inbox } from './inbox';

const WEEK_S = 7 * 24 * 3600;

/** The inbox of a service whose state is in Redis: WATCH, then MULTI with the work's commands. */
export class RedisInbox implements Inbox<ChainableCommander> {
  // WATCH belongs to a connection, so the inbox has its own connection and serialises its callers.
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

  /** Closes the inbox's own connection without a QUIT, because Redis may not respond and no command is pending. */
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
    // A watched key changed: another consumer handled the message, or an earlier attempt left a watch. Try again.
    if (results === null) return this.attempt(messageId, work);
    const failed = results.find(([error]) => error);
    if (!failed?.[0]) return true;
    // EXEC continues after a failed command, so the inbox key is set. Without this DEL, the retry would count as a duplicate.
    await this.redis.del(key);
    throw failed[0];
  }

  private key(messageId: string): string {
    return `${this.service}:inbox:${messageId}`;
  }
}
