import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { StockModule } from '../stock/stock.module';
import { PageCache } from './page.cache';
import { ProductCache } from './product.cache';
import { ProductEntity } from './product.entity';
import { ProductsController } from './products.controller';
import { ProductsRepository } from './products.repository';
import { ProductsService } from './products.service';

@Module({
  imports: [TypeOrmModule.forFeature([ProductEntity]), StockModule],
  controllers: [ProductsController],
  providers: [ProductsService, ProductsRepository, ProductCache, PageCache],
  exports: [ProductsRepository],
})
export class ProductsModule {}
