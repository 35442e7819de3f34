import type { Country, Payment, PaymentState } from '@webstore/contracts';
import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { PaymentRecord } from './payment';

@Entity('payments')
export class PaymentEntity implements PaymentRecord {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  /** Customer id; null if the order was cancelled before payment knew the order. */
  @Column('text', { name: 'customer_id', nullable: true }) customerId!: string | null;
  @Column('text') state!: PaymentState;
  @Column('integer', { name: 'amount_cents' }) amountCents!: number;
  @Column('text', { nullable: true }) country!: Country | null;
  @Column('text', { name: 'capture_id', nullable: true }) captureId!: string | null;
  @Column('text', { name: 'refund_id', nullable: true }) refundId!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' }) updatedAt!: Date;
}

/** The payment for API responses. */
export function toDto({ updatedAt: _, customerId: __, ...payment }: PaymentEntity): Payment {
  return { ...payment, currency: 'EUR' };
}
