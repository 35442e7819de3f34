import type { Country, Payment, PaymentState } from '@webstore/contracts';
import { Column, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { PaymentRecord } from './payment';

@Entity('payments')
export class PaymentEntity implements PaymentRecord {
  @PrimaryColumn('uuid', { name: 'order_id' }) orderId!: string;
  /** Who pays; null when the order was cancelled before anything was known of it. */
  @Column('text', { name: 'customer_id', nullable: true }) customerId!: string | null;
  @Column('text') state!: PaymentState;
  @Column('integer', { name: 'amount_cents' }) amountCents!: number;
  @Column('text', { nullable: true }) country!: Country | null;
  @Column('text', { name: 'capture_id', nullable: true }) captureId!: string | null;
  @Column('text', { name: 'refund_id', nullable: true }) refundId!: string | null;
  @Column('text', { nullable: true }) reason!: string | null;
  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' }) updatedAt!: Date;
}

/** The payment as the API shows it. */
export function toDto({ updatedAt: _, customerId: __, ...payment }: PaymentEntity): Payment {
  return { ...payment, currency: 'EUR' };
}
