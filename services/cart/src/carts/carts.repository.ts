import { Injectable, Logger } from '@nestjs/common';
import { type CartItem, cartItem, type Line } from '@webstore/contracts';
import { type ChainableCommander, Redis } from 'ioredis';
import { maxCarts, maxItems } from './cart';
import { openCart, putItem, removeOrdered } from './carts.scripts';

/** Time from the last change of a cart to its expiry. */
const ttlSeconds = 7 * 24 * 3600;

/** Reserved fields that cannot be product ids: those are lower-case words of at least three characters, joined by dashes. */
const createdField = '@created';
const ownerField = '@owner';
const emptyCartFields = 2;

export interface StoredCart {
  /** Customer id of the owner; empty for the admin's carts, undefined for carts from before carts had owners. */
  owner: string | undefined;
  items: CartItem[];
}

@Injectable()
export class CartsRepository {
  private readonly logger = new Logger(CartsRepository.name);

  constructor(private readonly redis: Redis) {}

  async create(id: string, owner: string): Promise<void> {
    const limits = [ttlSeconds, nowSeconds(), maxCarts];
    const fields = [createdField, new Date().toISOString(), ownerField, owner];
    await this.redis.eval(openCart, 2, keyOf(id), cartsOf(owner), id, keyOf(''), ...limits, ...fields);
  }

  /** @returns undefined if the cart does not exist */
  async find(id: string): Promise<StoredCart | undefined> {
    const { [createdField]: created, [ownerField]: owner, ...items } = await this.redis.hgetall(keyOf(id));
    if (!created) return undefined;
    return {
      owner,
      items: Object.entries(items).flatMap(([product, text]) => this.readable(id, product, text)),
    };
  }

  async put(id: string, owner: string, item: CartItem): Promise<'done' | 'no_cart' | 'full'> {
    const args = [
      id,
      item.productId,
      JSON.stringify(item),
      ttlSeconds,
      nowSeconds(),
      maxItems + emptyCartFields,
    ];
    const result = await this.redis.eval(putItem, 2, keyOf(id), cartsOf(owner), ...args);
    if (result === 1) return 'done';
    return result === 0 ? 'no_cart' : 'full';
  }

  async remove(id: string, productId: string): Promise<void> {
    await this.redis.hdel(keyOf(id), productId);
  }

  /** Removes the ordered quantities from the cart, once per order. */
  removeOrdered(tx: ChainableCommander, id: string, owner: string, orderId: string, lines: Line[]): void {
    const units = lines.flatMap(({ productId, quantity }) => [productId, quantity]);
    const keys = [keyOf(id), `cart:ordered:${orderId}`, cartsOf(owner)];
    tx.eval(removeOrdered, keys.length, ...keys, id, ttlSeconds, emptyCartFields, ...units);
  }

  /** Leaves out an unreadable item: the customer can still see and order the others, and can add the item again. */
  private readable(cart: string, product: string, text: string): CartItem[] {
    try {
      return [cartItem.parse(JSON.parse(text))];
    } catch (error) {
      this.logger.error('an item of a cart cannot be read', { cart, product }, error);
      return [];
    }
  }
}

const keyOf = (id: string) => `cart:${id}`;
const cartsOf = (owner: string) => `carts:of:${owner}`;
const nowSeconds = () => Math.floor(Date.now() / 1000);
