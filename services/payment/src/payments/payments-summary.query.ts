import { Injectable } from '@nestjs/common';
import { type PaymentState, paymentStates } from '@webstore/contracts';
import { DataSource } from 'typeorm';
import type { PaymentsSummary } from './payments.dto';

const byState = `
  SELECT state, count(*)::int8 AS payments, sum(amount_cents)::int8 AS cents FROM payments GROUP BY state`;

@Injectable()
export class PaymentsSummaryQuery {
  constructor(private readonly dataSource: DataSource) {}

  async run(): Promise<PaymentsSummary> {
    const rows: { state: PaymentState; payments: string; cents: string }[] =
      await this.dataSource.query(byState);
    const row = (state: PaymentState) => rows.find((candidate) => candidate.state === state);
    const centsOf = (state: PaymentState) => Number(row(state)?.cents ?? 0);
    const states = paymentStates.map((state) => [state, Number(row(state)?.payments ?? 0)]);
    return {
      states: Object.fromEntries(states),
      capturedCents: centsOf('settled') + centsOf('refunded'),
      refundedCents: centsOf('refunded'),
    };
  }
}
