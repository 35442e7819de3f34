import { Column, CreateDateColumn, Entity, PrimaryGeneratedColumn } from 'typeorm';

export type MovementKind = 'seeded' | 'restocked' | 'sold' | 'returned';

/** An entry of the stock ledger, never changed or deleted. Kind, product and reference together are unique. */
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

  /** Cause of the movement: an order id or the id of a restocking. */
  @Column('text')
  reference!: string;

  @CreateDateColumn({ name: 'at', type: 'timestamptz' })
  at!: Date;
}
