import { Module } from '@nestjs/common';
import { OrdersModule } from '../orders/orders.module';
import { LateOrdersSweep } from './late-orders.sweep';
import { OverdueOrdersSweep } from './overdue-orders.sweep';

@Module({ imports: [OrdersModule], providers: [LateOrdersSweep, OverdueOrdersSweep] })
export class SweepsModule {}
