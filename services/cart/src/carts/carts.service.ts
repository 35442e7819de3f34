import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { type Cart, DomainError } from '@webstore/contracts';
import { CatalogClient } from '../catalog/catalog.client';
import { cartOf, maxItems } from './cart';
import { CartsRepository } from './carts.repository';

@Injectable()
export class CartsService {
  constructor(
    private readonly carts: CartsRepository,
    private readonly catalog: CatalogClient,
  ) {}

  async open(): Promise<Cart> {
    const id = randomUUID();
    await this.carts.create(id);
    return cartOf(id, []);
  }

  async find(id: string): Promise<Cart> {
    const items = await this.carts.find(id);
    if (!items) throw noCart(id);
    return cartOf(id, items);
  }

  async put(id: string, productId: string, quantity: number, authorization?: string): Promise<Cart> {
    const { name, priceCents } = await this.catalog.product(productId, authorization);
    const result = await this.carts.put(id, { productId, quantity, name, unitPriceCents: priceCents });
    if (result === 'no_cart') throw noCart(id);
    if (result === 'full') throw new DomainError('conflict', `a cart holds at most ${maxItems} products`);
    return this.find(id);
  }

  async remove(id: string, productId: string): Promise<Cart> {
    await this.carts.remove(id, productId);
    return this.find(id);
  }
}

const noCart = (id: string) => new DomainError('not_found', `there is no cart ${id}`);
