import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { CustomersModule } from '../customers/customers.module';
import { ShopModule } from '../shop/shop.module';
import { CartClaims } from './placing/cart-claims';
import { OrderEntity } from './order.entity';
import { OrdersController } from './orders.controller';
import { OrdersJournal } from './orders.journal';
import { OrdersRepository } from './orders.repository';
import { OrdersService } from './orders.service';
import { OrdersSummaryQuery } from './orders-summary.query';
import { PaymentDeclinedConsumer } from './payment-declined.consumer';
import { PaymentRefundedConsumer } from './payment-refunded.consumer';
import { PaymentSettledConsumer } from './payment-settled.consumer';
import { PlaceOrderService } from './placing/place-order.service';
import { RefundOrderService } from './refund-order.service';

@Module({
  imports: [TypeOrmModule.forFeature([OrderEntity]), CustomersModule, ShopModule],
  controllers: [OrdersController, PaymentSettledConsumer, PaymentDeclinedConsumer, PaymentRefundedConsumer],
  providers: [
    OrdersRepository,
    OrdersService,
    OrdersJournal,
    OrdersSummaryQuery,
    PlaceOrderService,
    CartClaims,
    RefundOrderService,
  ],
  exports: [OrdersRepository, OrdersService],
})
export class OrdersModule {}
