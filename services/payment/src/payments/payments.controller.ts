import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Allow, Caller, Owned, type Principal } from '@webstore/http';
import { ZodResponse } from 'nestjs-zod';
import { shown } from './payment.entity';
import { OrderIdDto, PaymentDto, PaymentsSummaryDto } from './payments.dto';
import { PaymentsRepository } from './payments.repository';
import { PaymentsSummaryQuery } from './payments-summary.query';

@ApiTags('payments')
@Controller('payments')
export class PaymentsController {
  constructor(
    private readonly payments: PaymentsRepository,
    private readonly summaries: PaymentsSummaryQuery,
  ) {}

  @Get('summary')
  @Allow('admin', 'tester')
  @ZodResponse({ type: PaymentsSummaryDto })
  summary() {
    return this.summaries.run();
  }

  @Get(':orderId')
  @Owned('payment')
  @ZodResponse({ type: PaymentDto })
  async get(@Param() { orderId }: OrderIdDto, @Caller() caller: Principal) {
    return shown(await this.payments.getFor(caller, orderId));
  }
}
