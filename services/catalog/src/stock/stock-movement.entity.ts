import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type MovementKind = 'seeded' | 'restocked' | 'sold' | 'returned';

/** A line of the ledger. Never changed, never deleted; kind, product and reference together are unique. */
@Entity('stock_movements')
export class StockMovementEntity {
  @PrimaryGeneratedColumn('identity', { type: 'bigint' })
  id!: string;

  @Column('text', { name: 'product_id' })
  productId!: string;

  @Column('text')
  kind!: MovementKind;

  @Column('integer')
  quantity!: number;

  /** What caused it: an order id, or the restocking that it was part of. */
  @Column('text')
  reference!: string;

  @CreateDateColumn({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
