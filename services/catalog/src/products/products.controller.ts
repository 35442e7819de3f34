import { Body, Controller, Get, Param, Patch, Post, Query, UseInterceptors } from '@nestjs/common';
import { Allow, Public } from '@webstore/http';
import { ZodResponse } from 'nestjs-zod';
import { ProductViewsInterceptor } from './product-views.interceptor';
import {
  ChangeProductDto,
  CreateProductDto,
  ProductDto,
  ProductIdDto,
  ProductPageDto,
  ProductQueryDto,
  RestockDto,
} from './products.dto';
import { ProductsService } from './products.service';

@Controller('products')
export class ProductsController {
  constructor(private readonly products: ProductsService) {}

  @Get()
  @Public()
  @ZodResponse({ status: 200, type: ProductPageDto })
  search(@Query() query: ProductQueryDto) {
    return this.products.search(query);
  }

  @Get(':id')
  @Public()
  @UseInterceptors(ProductViewsInterceptor)
  @ZodResponse({ status: 200, type: ProductDto })
  find(@Param() { id }: ProductIdDto) {
    return this.products.find(id);
  }

  @Post()
  @Allow('admin')
  @ZodResponse({ status: 201, type: ProductDto })
  create(@Body() body: CreateProductDto) {
    return this.products.create(body);
  }

  @Patch(':id')
  @Allow('admin')
  @ZodResponse({ status: 200, type: ProductDto })
  change(@Param() { id }: ProductIdDto, @Body() body: ChangeProductDto) {
    return this.products.change(id, body);
  }

  @Post(':id/restocks')
  @Allow('admin')
  @ZodResponse({ status: 201, type: ProductDto })
  restock(@Param() { id }: ProductIdDto, @Body() { quantity }: RestockDto) {
    return this.products.restock(id, quantity);
  }
}
