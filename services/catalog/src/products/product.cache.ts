import { Inject, Injectable, Logger } from '@nestjs/common';
import { product } from '@webstore/contracts';
import { flag } from '@webstore/faults/flags';
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
    const text = await this.attempt(() => this.redis.get(keyOf(id)));
    const known = typeof text === 'string' ? await productIn(text) : undefined;
    cacheReads.add({
      result: known !== undefined ? 'hit' : typeof text === 'string' ? 'unreadable' : 'miss',
    });
    if (known !== undefined) return known;
    if (typeof text === 'string') await this.dropUnreadable(id, text);

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

  /** Drops this text alone: what a change has put in its place meanwhile stays. */
  private async dropUnreadable(id: string, text: string): Promise<void> {
    this.logger.warn(`an entry of the product cache could not be read and was dropped: ${keyOf(id)}`);
    await this.attempt(() => this.redis.eval(deleteIfSame, 1, keyOf(id), text));
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

/** An entry outlives the code that wrote it. */
const entry = product.omit({ currency: true, available: true }).nullable();

/** @returns null for a product that is known not to be sold, undefined for a text that is no entry */
async function productIn(text: string): Promise<ProductEntity | null | undefined> {
  if ((await flag('catalog.cache-entries')) === 'trusted') return JSON.parse(text) as ProductEntity | null;
  try {
    return entry.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}

/** KEYS entry · ARGV the text that it must still have */
const deleteIfSame = `if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0`;

const keyOf = (id: string) => `catalog:product:${id}`;

const entryOf = (product: ProductEntity) => [keyOf(product.id), JSON.stringify(product)] as const;

/** Milliseconds to the next of the moments that come every so many, for everybody at the same time; at least one. */
const untilNext = (everyMs: number, now = Date.now()): number => everyMs - (now % everyMs);
