import { Body, Controller, Get, Param, Post, Query, Res } from '@nestjs/common';
import { ApiHeader, ApiTags, ApiOperation } from '@nestjs/swagger';
import { Allow, Authorization, Caller, mayAccessAll, type Principal, Owned } from '@webstore/http';
import type { FastifyReply } from 'fastify';
import { ZodResponse } from 'nestjs-zod';
import { buyerOf } from './placing/buyer';
import { IdempotencyKey } from './placing/idempotency-key.decorator';
import { toDto } from './order.entity';
import { OrderDto, OrderIdDto, OrdersQueryDto, OrdersSummaryDto, PlaceOrderDto } from './orders.dto';
import { OrdersRepository } from './orders.repository';
import { OrdersSummaryQuery } from './orders-summary.query';
import { PlaceOrderService } from './placing/place-order.service';
import { RefundOrderService } from './refund-order.service';

@ApiTags('orders')
@Controller('orders')
export class OrdersController {
  constructor(
    private readonly orders: OrdersRepository,
    private readonly placing: PlaceOrderService,
    private readonly refunding: RefundOrderService,
    private readonly summaries: OrdersSummaryQuery,
  ) {}

  @Post()
  @Owned('order')
  @ApiHeader({ name: 'Idempotency-Key', required: true })
  @ZodResponse({ status: 201, type: OrderDto })
  @ApiOperation({
    summary: 'Place an order',
    description:
      'Orders what is in the cart, once per Idempotency-Key: the same key again answers the same order with 200.',
  })
  async place(
    @Body() body: PlaceOrderDto,
    @IdempotencyKey() key: string,
    @Caller() caller: Principal,
    @Authorization() authorization: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const request = { ...body, customerId: buyerOf(caller, body.customerId) };
    const { order, replayed } = await this.placing.place(request, key, authorization);
    void reply.header('location', `/orders/${order.id}`);
    if (replayed) void reply.status(200).header('idempotent-replayed', 'true');
    return toDto(order);
  }

  @Get()
  @ZodResponse({ type: [OrderDto] })
  @ApiOperation({ summary: 'List orders', description: 'The newest orders first, by state.' })
  async list(@Query() { state, limit }: OrdersQueryDto, @Caller() caller: Principal) {
    const customerId = mayAccessAll(caller) ? undefined : (caller.customerId ?? '');
    return (await this.orders.newest({ state, customerId }, limit)).map(toDto);
  }

  @Get('summary')
  @Allow('admin', 'tester')
  @ZodResponse({ type: OrdersSummaryDto })
  @ApiOperation({
    summary: 'Show totals of orders',
    description:
      'How many orders are in each state, and what the completed ones are worth: for reconciliation.',
  })
  summary() {
    return this.summaries.run();
  }

  @Get(':id')
  @Owned('order')
  @ZodResponse({ type: OrderDto })
  @ApiOperation({
    summary: 'Show an order',
    description: 'Its lines, total and state. It is pending until payment has answered.',
  })
  async get(@Param() { id }: OrderIdDto, @Caller() caller: Principal) {
    return toDto(await this.orders.getFor(caller, id));
  }

  @Post(':id/refunds')
  @Allow('admin')
  @ZodResponse({ status: 202, type: OrderDto })
  @ApiOperation({
    summary: 'Refund an order',
    description: 'Asks payment to give the money back. The order is refunded when payment has done so.',
  })
  async refund(@Param() { id }: OrderIdDto) {
    return toDto(await this.refunding.ask(id));
  }
}
