import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StockModule } from '../stock/stock.module';
import { ProductCache } from './product.cache';
import { ProductEntity } from './product.entity';
import { ProductsController } from './products.controller';
import { ProductsRepository } from './products.repository';
import { ProductsService } from './products.service';

@Module({
  imports: [TypeOrmModule.forFeature([ProductEntity]), StockModule],
  controllers: [ProductsController],
  providers: [ProductsService, ProductsRepository, ProductCache],
  exports: [ProductsRepository],
})
export class ProductsModule {}
