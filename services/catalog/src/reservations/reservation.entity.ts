import type { OrderLine } from '@webstore/contracts';
import { Column, CreateDateColumn, Entity, PrimaryColumn, UpdateDateColumn } from 'typeorm';
import type { ReservationState } from './reservation';

@Entity('reservations')
export class ReservationEntity {
  @PrimaryColumn('uuid', { name: 'order_id' })
  orderId!: string;

  /** For whom; null when the admin reserved and named no customer. */
  @Column('text', { name: 'customer_id', nullable: true })
  customerId!: string | null;

  @Column('text')
  state!: ReservationState;

  /** One entry a product, in id order, with the price of the moment when it was set aside. */
  @Column('jsonb')
  lines!: OrderLine[];

  @Column('timestamptz', { name: 'expires_at' })
  expiresAt!: Date;

  @CreateDateColumn({ name: 'created_at', type: 'timestamptz' })
  createdAt!: Date;

  @UpdateDateColumn({ name: 'updated_at', type: 'timestamptz' })
  updatedAt!: Date;
}
