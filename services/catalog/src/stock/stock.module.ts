import { Module } from '@nestjs/common';
import { RestockingSweep } from './restocking.sweep';
import { StockController } from './stock.controller';
import { StockRepository } from './stock.repository';
import { StockService } from './stock.service';

@Module({
  controllers: [StockController],
  providers: [StockService, StockRepository, RestockingSweep],
  exports: [StockService],
})
export class StockModule {}
