import { stock } from '@webstore/contracts';
import { createZodDto } from 'nestjs-zod';

export class StockDto extends createZodDto(stock) {}
