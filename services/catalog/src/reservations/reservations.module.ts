import { Module } from '@nestjs/common';
import { ProductsModule } from '../products/products.module';
import { StockModule } from '../stock/stock.module';
import { ExpirySweep } from './expiry.sweep';
import { OrderCancelledConsumer } from './order-cancelled.consumer';
import { OrderCompletedConsumer } from './order-completed.consumer';
import { OrderRefundedConsumer } from './order-refunded.consumer';
import { ReservationsController } from './reservations.controller';
import { ReservationsRepository } from './reservations.repository';
import { ReservationsService } from './reservations.service';

@Module({
  imports: [ProductsModule, StockModule],
  controllers: [
    ReservationsController,
    OrderCompletedConsumer,
    OrderCancelledConsumer,
    OrderRefundedConsumer,
  ],
  providers: [ReservationsService, ReservationsRepository, ExpirySweep],
})
export class ReservationsModule {}
