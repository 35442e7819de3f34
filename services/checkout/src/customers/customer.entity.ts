import type { Country, Segment } from '@webstore/contracts';
import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('customers')
export class CustomerEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') country!: Country;
  @Column('text') segment!: Segment;
}
