import { Inject, Injectable } from '@nestjs/common';
import { priceCheckHeader, type Product, product } from '@webstore/contracts';
import { JsonClient } from '@webstore/http';
import { z } from 'zod';
import { CONFIG, type Config } from '../config';

@Injectable()
export class CatalogClient {
  private readonly catalog: JsonClient;

  constructor(@Inject(CONFIG) config: Config) {
    this.catalog = new JsonClient({ name: 'catalog', baseUrl: config.catalogUrl, timeoutMs: 2_000 });
  }

  product(id: string, authorization?: string): Promise<Product> {
    const headers = { [priceCheckHeader]: 'cart' };
    return this.catalog.get(`/products/${encodeURIComponent(id)}`, product, { authorization, headers });
  }

  /** Rejects if catalog does not respond. Does not check its readiness, so that outages do not cascade. */
  async check(): Promise<void> {
    await this.catalog.get('/health/live', z.object({ status: z.string() }));
  }
}
