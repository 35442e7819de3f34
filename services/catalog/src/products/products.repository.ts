import { Injectable } from '@nestjs/common';
import { InjectRepository } from '@nestjs/typeorm';
import { syntheticProductId } from '@webstore/contracts';
import { type EntityManager, IsNull, type Repository } from 'typeorm';
import { ProductEntity } from './product.entity';
import type { ChangeProductDto, ProductQueryDto } from './products.dto';
import { searchQuery } from './search';

@Injectable()
export class ProductsRepository {
  constructor(@InjectRepository(ProductEntity) private readonly products: Repository<ProductEntity>) {}

  find(id: string): Promise<ProductEntity | null> {
    return this.products.findOneBy({ id, withdrawnAt: IsNull() });
  }

  /** @returns false if there is no such product for sale */
  async withdraw(id: string): Promise<boolean> {
    const { affected } = await this.products.update(
      { id, withdrawnAt: IsNull() },
      { withdrawnAt: new Date() },
    );
    return affected === 1;
  }

  /** The products that customers can see. */
  search({ q, category, page, pageSize }: ProductQueryDto): Promise<[ProductEntity[], number]> {
    const query = this.products
      .createQueryBuilder('product')
      .where('product.id <> :reserved', { reserved: syntheticProductId })
      .andWhere('product.withdrawnAt IS NULL')
      .orderBy('product.name')
      .addOrderBy('product.id');
    if (category) query.andWhere('product.category = :category', { category });
    if (q) query.andWhere(`product.search @@ to_tsquery('english', :words)`, { words: searchQuery(q) });
    return query
      .skip((page - 1) * pageSize)
      .take(pageSize)
      .getManyAndCount();
  }

  /** @returns false if the id is taken */
  async insert(manager: EntityManager, product: ProductEntity): Promise<boolean> {
    const { raw } = await manager
      .createQueryBuilder()
      .insert()
      .into(ProductEntity)
      .values(product)
      .orIgnore()
      .returning('id')
      .execute();
    return raw.length === 1;
  }

  async change(id: string, changes: ChangeProductDto): Promise<void> {
    await this.products.update({ id, withdrawnAt: IsNull() }, changes);
  }

  /** Price of each product, in euro cents. Unknown products are missing from the result. */
  async prices(manager: EntityManager, ids: string[]): Promise<Map<string, number>> {
    const rows: { id: string; price_cents: number }[] = await manager.query(
      'SELECT id, price_cents FROM products WHERE id = ANY($1) AND withdrawn_at IS NULL',
      [ids],
    );
    return new Map(rows.map((row) => [row.id, row.price_cents]));
  }
}
