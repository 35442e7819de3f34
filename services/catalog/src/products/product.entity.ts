import type { Product } from '@webstore/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** What is said about a product; how many there are is in `stock_levels`. */
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

  /** Since when it is not sold any more. Its row stays: orders, reservations and the stock ledger name it. */
  @Column('timestamptz', { name: 'withdrawn_at', nullable: true, select: false })
  withdrawnAt?: Date | null;
}
