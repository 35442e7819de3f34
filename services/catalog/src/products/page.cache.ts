import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../config';
import type { ProductEntity } from './product.entity';

/** The products of a page, and the total number on all pages. */
export type Found = [products: ProductEntity[], total: number];

/** Size of a buffer: room for a hundred products with long descriptions. Larger pages are not cached. */
const roomBytes = 256 * 1024;
const secondMs = 1_000;

interface Room {
  bytes: Buffer;
  used: number;
}

/**
 * Caches pages for one second, without stock. Pages are serialised in pre-allocated buffers outside the heap, which the garbage
 * collector does not scan; evicting the oldest page reuses its buffer.
 */
@Injectable()
export class PageCache {
  /** Buffers by query and second, oldest first. */
  private readonly buffers = new Map<string, Room>();
  private readonly most: number;

  constructor(@Inject(CONFIG) { pagesKept }: Pick<Config, 'pagesKept'>) {
    this.most = pagesKept || Infinity;
  }

  async find(query: object, load: () => Promise<Found>, now = Date.now()): Promise<Found> {
    const key = `${Math.floor(now / secondMs)} ${JSON.stringify(query)}`;
    const kept = this.buffers.get(key);
    if (kept) return JSON.parse(kept.bytes.toString('utf8', 0, kept.used)) as Found;
    const found = await load();
    const text = JSON.stringify(found);
    if (Buffer.byteLength(text) <= roomBytes) this.store(key, text);
    return found;
  }

  /** Call it after a change is committed. */
  clear(): void {
    this.buffers.clear();
  }

  private store(key: string, text: string): void {
    // Filled, so that the memory is allocated now and not at the first write.
    const bytes = this.evictOldest() ?? Buffer.alloc(roomBytes, ' ');
    this.buffers.set(key, { bytes, used: bytes.write(text) });
  }

  /** The buffer of the oldest page, if the maximum is reached. */
  private evictOldest(): Buffer | undefined {
    if (this.buffers.size < this.most) return undefined;
    const [oldest, { bytes }] = this.buffers.entries().next().value!;
    this.buffers.delete(oldest);
    return bytes;
  }
}
