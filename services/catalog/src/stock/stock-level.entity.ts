import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Units of one product in the warehouse. Available: `on_hand` minus `reserved`. */
@Entity('stock_levels')
export class StockLevelEntity {
  @PrimaryColumn('text', { name: 'product_id' })
  productId!: string;

  @Column('integer', { name: 'on_hand' })
  onHand!: number;

  @Column('integer')
  reserved!: number;
}
