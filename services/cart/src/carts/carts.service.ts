import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Cart, type CartItem, DomainError, maxOrderCents, totalCentsOf } from '@webstore/contracts';
import { mayAccess, type Principal } from '@webstore/http';
import { CatalogClient } from '../catalog/catalog.client';
import { cartOf, maxItems } from './cart';
import { CartsRepository, type StoredCart } from './carts.repository';

@Injectable()
export class CartsService {
  constructor(
    private readonly carts: CartsRepository,
    private readonly catalog: CatalogClient,
  ) {}

  /** Opens a cart for the caller. The admin's carts belong to no customer. */
  async open({ customerId = '' }: Principal): Promise<Cart> {
    const id = randomUUID();
    await this.carts.create(id, customerId);
    return cartOf(id, []);
  }

  async find(id: string, caller: Principal): Promise<Cart> {
    const { items } = await this.stored(id, caller);
    return cartOf(id, items);
  }

  async put(
    id: string,
    productId: string,
    quantity: number,
    { caller, authorization }: { caller: Principal; authorization?: string },
  ): Promise<Cart> {
    const { owner = '', items } = await this.stored(id, caller);
    const { name, priceCents } = await this.catalog.product(productId, authorization);
    const item = { productId, quantity, name, unitPriceCents: priceCents };
    refuseTooDear([...items.filter((other) => other.productId !== productId), item]);
    const result = await this.carts.put(id, owner, item);
    if (result === 'no_cart') throw noCart(id);
    if (result === 'full') throw new DomainError('conflict', `a cart holds at most ${maxItems} products`);
    return this.find(id, caller);
  }

  async remove(id: string, productId: string, caller: Principal): Promise<Cart> {
    await this.stored(id, caller);
    await this.carts.remove(id, productId);
    return this.find(id, caller);
  }

  /** @throws DomainError `not_found` also for another customer's cart, so that its existence is not revealed */
  private async stored(id: string, caller: Principal): Promise<StoredCart> {
    const cart = await this.carts.find(id);
    if (!cart || !mayAccess(caller, cart.owner)) throw noCart(id);
    return cart;
  }
}

function refuseTooDear(items: CartItem[]): void {
  const total = totalCentsOf(items);
  if (total <= maxOrderCents) return;
  throw new DomainError(
    'conflict',
    `a cart costs at most ${maxOrderCents} cents, and with this it would be ${total}`,
  );
}

const noCart = (id: string) => new DomainError('not_found', `there is no cart ${id}`);
