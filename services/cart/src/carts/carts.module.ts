import { Module } from '@nestjs/common';
import { CatalogModule } from '../catalog/catalog.module';
import { CartsController } from './carts.controller';
import { CartsRepository } from './carts.repository';
import { CartsService } from './carts.service';
import { OrderCompletedConsumer } from './order-completed.consumer';

@Module({
  imports: [CatalogModule],
  controllers: [CartsController, OrderCompletedConsumer],
  providers: [CartsService, CartsRepository],
})
export class CartsModule {}
