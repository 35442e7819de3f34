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
  @Column('jsonb') lines!: OrderLine[];
  @Column('integer', { name: 'total_cents' }) totalCents!: number;
  @Column('text', { nullable: true }) reason!: CancelReason | null;
  @Column('boolean') late!: boolean;
  /** Trace context and baggage of the request that placed it: who works on it later goes on there. */
  @Column('jsonb') origin!: Record<string, string>;
  @Column('text', { name: 'request_hash' }) requestHash!: string;
  @Column('timestamptz', { name: 'placed_at' }) placedAt!: Date;
  @Column('timestamptz', { name: 'updated_at' }) updatedAt!: Date;
}

/** The order as the API shows it. */
export function shown({ requestHash: _, origin: __, placedAt, updatedAt, ...order }: OrderEntity): Order {
  return { ...order, currency: 'EUR', placedAt: placedAt.toISOString(), updatedAt: updatedAt.toISOString() };
}
