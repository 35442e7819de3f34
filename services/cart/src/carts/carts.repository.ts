import { Injectable } from '@nestjs/common';
import type { CartItem, Line } from '@webstore/contracts';
import { type ChainableCommander, Redis } from 'ioredis';
import { maxItems } from './cart';
import { putItem, removeOrdered } from './carts.scripts';

/** A cart lives so long after its last change. */
const ttlSeconds = 7 * 24 * 3600;

/** No product has this id: product ids are lower-case words of three characters and more, joined by dashes. */
const createdField = '@created';

@Injectable()
export class CartsRepository {
  constructor(private readonly redis: Redis) {}

  async create(id: string): Promise<void> {
    await this.redis
      .multi()
      .hset(keyOf(id), createdField, new Date().toISOString())
      .expire(keyOf(id), ttlSeconds)
      .exec();
  }

  /** @returns undefined when there is no such cart */
  async find(id: string): Promise<CartItem[] | undefined> {
    const { [createdField]: created, ...items } = await this.redis.hgetall(keyOf(id));
    return created ? Object.values(items).map((item) => JSON.parse(item) as CartItem) : undefined;
  }

  async put(id: string, item: CartItem): Promise<'done' | 'no_cart' | 'full'> {
    const args = [item.productId, JSON.stringify(item), ttlSeconds, maxItems];
    const result = await this.redis.eval(putItem, 1, keyOf(id), ...args);
    if (result === 1) return 'done';
    return result === 0 ? 'no_cart' : 'full';
  }

  async remove(id: string, productId: string): Promise<void> {
    await this.redis.hdel(keyOf(id), productId);
  }

  /** Takes what was ordered out of the cart, once per order. */
  removeOrdered(tx: ChainableCommander, id: string, orderId: string, lines: Line[]): void {
    const units = lines.flatMap(({ productId, quantity }) => [productId, quantity]);
    tx.eval(removeOrdered, 2, keyOf(id), `cart:ordered:${orderId}`, ttlSeconds, ...units);
  }
}

const keyOf = (id: string) => `cart:${id}`;
