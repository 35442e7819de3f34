import { Injectable, Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import type { ProductEntity } from './product.entity';
import { cacheReads } from './products.metrics';

/** Bounds how long a change can go unseen when Redis lost the `put` that followed it. */
const ttlSeconds = 60;

/**
 * Remembers what is said about products, never how many there are: stock changes with every order and is always
 * read from PostgreSQL. Redis being away makes reads slower, nothing else.
 */
@Injectable()
export class ProductCache {
  private readonly logger = new Logger(ProductCache.name);

  constructor(private readonly redis: Redis) {}

  async find(id: string, load: () => Promise<ProductEntity | null>): Promise<ProductEntity | null> {
    const known = await this.attempt(() => this.redis.get(keyOf(id)));
    cacheReads.add({ result: known ? 'hit' : 'miss' });
    if (known) return JSON.parse(known) as ProductEntity;

    const product = await load();
    // NX: who read before a change must not overwrite what the change has put.
    if (product) await this.attempt(() => this.redis.set(...entryOf(product), 'NX'));
    return product;
  }

  /** To be called after a change is committed. */
  async put(product: ProductEntity): Promise<void> {
    await this.attempt(() => this.redis.set(...entryOf(product)));
  }

  private async attempt<T>(command: () => Promise<T>): Promise<T | undefined> {
    try {
      return await command();
    } catch (error) {
      this.logger.debug('the product cache did not answer', { 'exception.message': String(error) });
      return undefined;
    }
  }
}

const keyOf = (id: string) => `catalog:product:${id}`;

const entryOf = (product: ProductEntity) =>
  [keyOf(product.id), JSON.stringify(product), 'EX', ttlSeconds] as const;
