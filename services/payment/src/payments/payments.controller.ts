import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags, ApiOperation } from '@nestjs/swagger';
import { Allow, Caller, type Principal, Owned } from '@webstore/http';
import { ZodResponse } from 'nestjs-zod';
import { toDto } from './payment.entity';
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
  @ApiOperation({
    summary: 'Show totals of payments',
    description:
      'How many payments are in each state, what was captured and what was given back: for reconciliation.',
  })
  summary() {
    return this.summaries.run();
  }

  @Get(':orderId')
  @Owned('payment')
  @ZodResponse({ type: PaymentDto })
  @ApiOperation({ summary: 'Show a payment', description: 'What became of the payment of an order.' })
  async get(@Param() { orderId }: OrderIdDto, @Caller() caller: Principal) {
    return toDto(await this.payments.getFor(caller, orderId));
  }
}
