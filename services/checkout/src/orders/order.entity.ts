import {
  type CancelReason,
  type Country,
  type Order,
  type OrderLine,
  type OrderState,
  type Segment,
} from '@webstore/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('orders')
export class OrderEntity {
  @PrimaryColumn('uuid') id!: string;
  @Column('text') state!: OrderState;
  @Column('text', { name: 'customer_id' }) customerId!: string;
  @Column('text') country!: Country;
  @Column('text') segment!: Segment;
  @Column('uuid', { name: 'cart_id' }) cartId!: string;
  /** The cart id until the order is cancelled, then null. Unique, so that a cart is ordered only once. */
  @Column('uuid', { name: 'active_cart_id', nullable: true }) activeCartId!: string | null;
  @Column('jsonb') lines!: OrderLine[];
  @Column('integer', { name: 'total_cents' }) totalCents!: number;
  @Column('text', { nullable: true }) reason!: CancelReason | null;
  @Column('boolean') late!: boolean;
  /** Trace context and baggage of the request that placed the order; later work continues this trace. */
  @Column('jsonb') origin!: Record<string, string>;
  @Column('text', { name: 'request_hash' }) requestHash!: string;
  @Column('timestamptz', { name: 'placed_at' }) placedAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}

/** The order for API responses. */
export function toDto({ placedAt, updatedAt, ...order }: OrderEntity): Order {
  const { requestHash: _, origin: __, activeCartId: ___, ...rest } = order;
  return { ...rest, currency: 'EUR', placedAt: placedAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
