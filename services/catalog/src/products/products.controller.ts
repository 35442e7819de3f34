import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Param,
  Patch,
  Post,
  Query,
  UseInterceptors,
} from '@nestjs/common';
import { ApiNoContentResponse, ApiOperation } from '@nestjs/swagger';
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

  @ApiOperation({
    summary: 'Search products',
    description: 'A page of products for sale, by words of their name and description and by category.',
  })
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
  @ApiOperation({
    summary: 'Show a product',
    description: 'What is said about a product, its price, and how many can be reserved now.',
  })
  find(@Param() { id }: ProductIdDto) {
    return this.products.find(id);
  }

  @Post()
  @Allow('admin')
  @ZodResponse({ status: 201, type: ProductDto })
  @ApiOperation({
    summary: 'Add a product',
    description: 'With its first stock. 409 when the id is taken, also by a product that was withdrawn.',
  })
  create(@Body() body: CreateProductDto) {
    return this.products.create(body);
  }

  @Patch(':id')
  @Allow('admin')
  @ZodResponse({ status: 200, type: ProductDto })
  @ApiOperation({
    summary: 'Change a product',
    description: 'Name, description or price. Carts and orders keep the price that they have.',
  })
  change(@Param() { id }: ProductIdDto, @Body() body: ChangeProductDto) {
    return this.products.change(id, body);
  }

  @Delete(':id')
  @Allow('admin')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Withdraw a product',
    description:
      'It is not shown or sold any more. Orders and reservations that name it go their way; its stock ledger stays.',
  })
  @ApiNoContentResponse()
  withdraw(@Param() { id }: ProductIdDto): Promise<void> {
    return this.products.withdraw(id);
  }

  @Post(':id/restocks')
  @Allow('admin')
  @ZodResponse({ status: 201, type: ProductDto })
  @ApiOperation({
    summary: 'Restock a product',
    description: 'Enters a delivery into the warehouse and its ledger.',
  })
  restock(@Param() { id }: ProductIdDto, @Body() { quantity }: RestockDto) {
    return this.products.restock(id, quantity);
  }
}
