import { Module } from '@nestjs/common';
import { JsonClient } from '@webstore/http';
import { CONFIG, type Config } from '../config';
import { CartClient } from './cart.client';
import { CatalogClient } from './catalog.client';

/** Clients of the services that checkout calls over HTTP. */
@Module({
  providers: [
    {
      provide: CartClient,
      inject: [CONFIG],
      useFactory: ({ cartUrl }: Config) =>
        new CartClient(new JsonClient({ name: 'cart', baseUrl: cartUrl, timeoutMs: 2_000 })),
    },
    {
      provide: CatalogClient,
      inject: [CONFIG],
      useFactory: ({ catalogUrl, reservationTimeoutMs }: Config) =>
        new CatalogClient(
          new JsonClient({ name: 'catalog', baseUrl: catalogUrl, timeoutMs: 3_000 }),
          reservationTimeoutMs,
        ),
    },
  ],
  exports: [CartClient, CatalogClient],
})
export class ShopModule {}
