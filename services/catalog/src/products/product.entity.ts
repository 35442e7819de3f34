import type { Product } from '@webstore/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Data of a product. Its stock is in `stock_levels`. */
@Entity('products')
export class ProductEntity {
  @PrimaryColumn('text')
  id!: string;

  @Column('text')
  name!: string;

  @Column('text')
  description!: string;

  @Column('text')
  category!: Product['category'];

  @Column('integer', { name: 'price_cents' })
  priceCents!: number;

  /** Time of the withdrawal. The row stays, because orders, reservations and the stock ledger refer to it. */
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true, select: false })
  withdrawnAt?: Date | null;
}
