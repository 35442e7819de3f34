import type { OrderLine } from '@webstore/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { ReservationState } from './reservation';

@Entity('reservations')
export class ReservationEntity {
  @PrimaryColumn('uuid', { name: 'order_id' })
  orderId!: string;

  /** Customer id; null if the admin reserved without naming a customer. */
  @Column('text', { name: 'customer_id', nullable: true })
  customerId!: string | null;

  @Column('text')
  state!: ReservationState;

  /** One entry per product, sorted by id, with the price at the time of the reservation. */
  @Column('jsonb')
  lines!: OrderLine[];

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
