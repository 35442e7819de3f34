import { Injectable } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DomainError, type Product, type ProductPage, syntheticProductId } from '@webstore/contracts';
import { flag } from '@webstore/faults/flags';
import type { DataSource } from 'typeorm';
import { StockService } from '../stock/stock.service';
import { withoutNearDuplicates } from './near-duplicates';
import { PageCache } from './page.cache';
import { ProductCache } from './product.cache';
import type { ProductEntity } from './product.entity';
import type { ChangeProductDto, CreateProductDto, ProductQueryDto } from './products.dto';
import { ProductsRepository } from './products.repository';

@Injectable()
export class ProductsService {
  constructor(
    @InjectDataSource() private readonly database: DataSource,
    private readonly products: ProductsRepository,
    private readonly cache: ProductCache,
    private readonly pages: PageCache,
    private readonly stock: StockService,
  ) {}

  async search(query: ProductQueryDto): Promise<ProductPage> {
    const [found, total] = await this.pages.find(query, () => this.products.search(query));
    const isAsFound = (await flag('catalog.near-duplicates')) === 'shown';
    const shown = isAsFound ? found : withoutNearDuplicates(found);
    return { items: await this.withStock(shown), total, page: query.page, pageSize: query.pageSize };
  }

  async find(id: string): Promise<Product> {
    const product = await this.cache.find(id, () => this.products.find(id));
    if (!product) throw new DomainError('not_found', `there is no product ${id}`);
    return this.withStockOf(product);
  }

  async create({ stock, ...product }: CreateProductDto): Promise<Product> {
    await this.database.transaction(async (manager) => {
      const isNew = await this.products.insert(manager, product);
      if (!isNew) throw new DomainError('conflict', `there is a product ${product.id} already`);
      await this.stock.open(manager, product.id, stock);
    });
    this.pages.clear();
    return this.withStockOf(product);
  }

  async change(id: string, changes: ChangeProductDto): Promise<Product> {
    if (Object.keys(changes).length > 0) await this.products.change(id, changes);
    const product = await this.products.find(id);
    if (!product) throw new DomainError('not_found', `there is no product ${id}`);
    await this.cache.put(product);
    this.pages.clear();
    return this.withStockOf(product);
  }

  /** Withdraws a product from sale. Existing reservations and orders continue, and the ledger keeps its entries. */
  async withdraw(id: string): Promise<void> {
    if (id === syntheticProductId)
      throw new DomainError('conflict', 'the synthetic customer buys this product, it cannot be withdrawn');
    if (!(await this.products.withdraw(id))) throw new DomainError('not_found', `there is no product ${id}`);
    await this.cache.withdraw(id);
    this.pages.clear();
  }

  async restock(id: string, quantity: number): Promise<Product> {
    const product = await this.find(id);
    await this.stock.restock(id, quantity);
    return this.withStockOf(product);
  }

  private async withStock(products: ProductEntity[]): Promise<Product[]> {
    const available = await this.stock.available(products.map(({ id }) => id));
    return products.map((product) => ({
      ...product,
      currency: 'EUR',
      available: available.get(product.id) ?? 0,
    }));
  }

  private async withStockOf(product: ProductEntity): Promise<Product> {
    const [answer] = await this.withStock([product]);
    return answer as Product;
  }
}
