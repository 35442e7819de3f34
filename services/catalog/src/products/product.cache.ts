import { Inject, Injectable, Logger } from '@nestjs/common';
import { Redis } from 'ioredis';
import { CONFIG, type Config } from '../config';
import type { ProductEntity } from './product.entity';
import { cacheReads } from './products.metrics';

/** Bounds how long a change can go unseen when Redis lost the `put` that followed it. */
type Expiry = Pick<Config, 'cacheSeconds' | 'cacheExpiry'>;

/**
 * Remembers what is said about products, never how many there are: stock changes with every order and is always
 * read from PostgreSQL. Redis being away makes reads slower, nothing else.
 */
@Injectable()
export class ProductCache {
  private readonly logger = new Logger(ProductCache.name);

  constructor(
    private readonly redis: Redis,
    @Inject(CONFIG) private readonly expiry: Expiry,
  ) {}

  async find(id: string, load: () => Promise<ProductEntity | null>): Promise<ProductEntity | null> {
    const known = await this.attempt(() => this.redis.get(keyOf(id)));
    cacheReads.add({ result: known ? 'hit' : 'miss' });
    if (known) return JSON.parse(known) as ProductEntity | null;

    const product = await load();
    // NX: who read before a change must not overwrite what the change has put.
    if (product) await this.attempt(() => this.redis.set(...entryOf(product), 'PX', this.lifetimeMs, 'NX'));
    return product;
  }

  /** To be called after a change is committed. */
  async put(product: ProductEntity): Promise<void> {
    await this.attempt(() => this.redis.set(...entryOf(product), 'PX', this.lifetimeMs));
  }

  /** The same for a product that is no longer sold: known not to be there, so that no earlier reader puts it back. */
  async withdraw(id: string): Promise<void> {
    await this.attempt(() => this.redis.set(keyOf(id), JSON.stringify(null), 'PX', this.lifetimeMs));
  }

  private get lifetimeMs(): number {
    const { cacheSeconds, cacheExpiry } = this.expiry;
    return cacheExpiry === 'each' ? cacheSeconds * 1000 : untilNext(cacheSeconds * 1000);
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

const entryOf = (product: ProductEntity) => [keyOf(product.id), JSON.stringify(product)] as const;

/** Milliseconds to the next of the moments that come every so many, for everybody at the same time; at least one. */
const untilNext = (everyMs: number, now = Date.now()): number => everyMs - (now % everyMs);
