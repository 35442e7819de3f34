import { Injectable } from '@nestjs/common';
import { orderStates, type OrdersSummary } from '@webstore/contracts';
import { DataSource } from 'typeorm';

const byState = `
  SELECT state, count(*)::int8 AS orders, sum(total_cents)::int8 AS cents FROM orders GROUP BY state`;
const soldUnits = `
  SELECT line ->> 'productId' AS product, sum((line ->> 'quantity')::int)::int8 AS units
  FROM orders, jsonb_array_elements(lines) AS line WHERE state = 'completed' GROUP BY 1 ORDER BY 1`;

/** The totals of checkout at one point in time. */
@Injectable()
export class OrdersSummaryQuery {
  constructor(private readonly dataSource: DataSource) {}

  run(): Promise<OrdersSummary> {
    return this.dataSource.transaction('REPEATABLE READ', async (manager) => {
      const states: { state: string; orders: string; cents: string }[] = await manager.query(byState);
      const sold: { product: string; units: string }[] = await manager.query(soldUnits);
      const none = orderStates.map((state) => [state, 0]);
      return {
        states: Object.fromEntries([...none, ...states.map(({ state, orders }) => [state, Number(orders)])]),
        completedCents: Number(states.find(({ state }) => state === 'completed')?.cents ?? 0),
        sold: Object.fromEntries(sold.map(({ product, units }) => [product, Number(units)])),
      };
    });
  }
}
