import { Controller, Get } from '@nestjs/common';
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
  books() {
    return this.stock.books();
  }
}
