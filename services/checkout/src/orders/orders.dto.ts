import { order, orderState, ordersSummary, placeOrder } from '@webstore/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class PlaceOrderDto extends createZodDto(placeOrder) {}
export class OrderDto extends createZodDto(order) {}
export class OrdersSummaryDto extends createZodDto(ordersSummary) {}
export class OrderIdDto extends createZodDto(z.object({ id: z.uuid() })) {}
export class OrdersQueryDto extends createZodDto(
  z.strictObject({
    state: orderState.optional(),
    limit: z.coerce.number().int().min(1).max(500).default(50),
  }),
) {}
