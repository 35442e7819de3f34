import { Controller, Get } from '@nestjs/common';
import { ApiOperation } from '@nestjs/swagger';
import { Allow } from '@webstore/http';
import { ZodResponse } from 'nestjs-zod';
import { StockDto } from './stock.dto';
import { StockService } from './stock.service';

@Controller('stock')
export class StockController {
  constructor(private readonly stock: StockService) {}

  @Get()
  @Allow('admin', 'tester')
  @ZodResponse({ status: 200, type: [StockDto] })
  @ApiOperation({
    summary: 'Show the stock of all products',
    description:
      'Levels of all products beside what the ledger says: on hand and sold are seeded and restocked.',
  })
  levels() {
    return this.stock.levels();
  }
}
