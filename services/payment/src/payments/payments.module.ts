import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AcquirerModule } from '../acquirer/acquirer.module';
import { ChargeOrderService } from './charge-order.service';
import { OrderPlacedConsumer } from './order-placed.consumer';
import { PaymentEntity } from './payment.entity';
import { PaymentRecorder } from './payment-recorder';
import { PaymentsController } from './payments.controller';
import { PaymentsJournal } from './payments.journal';
import { PaymentsRepository } from './payments.repository';
import { PaymentsSummaryQuery } from './payments-summary.query';
import { RefundPaymentService } from './refund-payment.service';
import { RefundRequestedConsumer } from './refund-requested.consumer';
import { UnansweredPaymentsSweep } from './unanswered-payments.sweep';

@Module({
  imports: [TypeOrmModule.forFeature([PaymentEntity]), AcquirerModule],
  controllers: [PaymentsController, OrderPlacedConsumer, RefundRequestedConsumer],
  providers: [
    PaymentsRepository,
    PaymentRecorder,
    PaymentsJournal,
    PaymentsSummaryQuery,
    ChargeOrderService,
    RefundPaymentService,
    UnansweredPaymentsSweep,
  ],
})
export class PaymentsModule {}
