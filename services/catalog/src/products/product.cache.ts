import { Inject, Injectable, Logger } from '@nestjs/common';
import { product } from '@webstore/contracts';
import { flag } from '@webstore/faults/flags';
import { Redis } from 'ioredis';
import { CONFIG, type Config } from '../config';
import type { ProductEntity } from './product.entity';
import { cacheReads } from './products.metrics';

/** Limits how long a stale entry lives if Redis lost the `put` after a change. */
type Expiry = Pick<Config, 'cacheSeconds' | 'cacheExpiry'>;

/**
 * Caches product data without stock: stock changes with every order and is always read from PostgreSQL. An outage of
 * Redis only makes reads slower.
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
    // NX: a reader from before a change must not overwrite the entry of the change.
    if (product) await this.attempt(() => this.redis.set(...entryOf(product), 'PX', this.lifetimeMs, 'NX'));
    return product;
  }

  /** To be called after a change is committed. */
  async put(product: ProductEntity): Promise<void> {
    await this.attempt(() => this.redis.set(...entryOf(product), 'PX', this.lifetimeMs));
  }

  /** Caches that a product is withdrawn, so that no earlier reader puts it back. */
  async withdraw(id: string): Promise<void> {
    await this.attempt(() => this.redis.set(keyOf(id), JSON.stringify(null), 'PX', this.lifetimeMs));
  }

  /** Deletes the entry only if it still has this text: a newer entry of a change stays. */
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

/** Validated, because an entry may be from an earlier version of the code. */
const entry = product.omit({ currency: true, available: true }).nullable();

/** @returns null for a withdrawn product, undefined for an invalid entry */
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

/** Milliseconds to the next multiple of `everyMs`, the same time for all entries; at least 1. */
const untilNext = (everyMs: number, now = Date.now()): number => everyMs - (now % everyMs);
