import { Column, Entity, PrimaryColumn } from 'typeorm';

/** Units of one product in the warehouse. `on_hand` less `reserved` can be sold. */
@Entity('stock_levels')
export class StockLevelEntity {
  @PrimaryColumn('text', { name: 'product_id' })
  productId!: string;

  @Column('integer', { name: 'on_hand' })
  onHand!: number;

  @Column('integer')
  reserved!: number;
}
