import { Body, Controller, Delete, Get, Param, Post, Put, UseInterceptors } from '@nestjs/common';
import { Allow, Authorization, Caller, type Principal, Owned } from '@webstore/http';
import { ApiOperation } from '@nestjs/swagger';
import { ZodResponse } from 'nestjs-zod';
import { AddToCartInterceptor } from './add-to-cart.interceptor';
import { CartDto, CartIdDto, CartItemIdDto, PutCartItemDto } from './carts.dto';
import { CartsService } from './carts.service';

@Controller('carts')
export class CartsController {
  constructor(private readonly carts: CartsService) {}

  @Post()
  @Allow('user')
  @ZodResponse({ status: 201, type: CartDto })
  @ApiOperation({
    summary: 'Open a cart',
    description: 'An empty cart; it expires a week after its last change.',
  })
  open(@Caller() caller: Principal) {
    return this.carts.open(caller);
  }

  @Get(':id')
  @Owned('cart')
  @ZodResponse({ status: 200, type: CartDto })
  @ApiOperation({
    summary: 'Show a cart',
    description: 'Its items with the names and prices of when they were put in, and their total.',
  })
  find(@Param() { id }: CartIdDto, @Caller() caller: Principal) {
    return this.carts.find(id, caller);
  }

  @Put(':id/items/:productId')
  @Owned('cart')
  @Allow('user')
  @UseInterceptors(AddToCartInterceptor)
  @ZodResponse({ status: 200, type: CartDto })
  @ApiOperation({
    summary: 'Put a product into a cart',
    description: 'Sets the quantity of a product, with its present name and price.',
  })
  put(
    @Param() { id, productId }: CartItemIdDto,
    @Body() { quantity }: PutCartItemDto,
    @Caller() caller: Principal,
    @Authorization() authorization: string,
  ) {
    return this.carts.put(id, productId, quantity, { caller, authorization });
  }

  @Delete(':id/items/:productId')
  @Owned('cart')
  @Allow('user')
  @ZodResponse({ status: 200, type: CartDto })
  @ApiOperation({ summary: 'Take a product out of a cart', description: 'Harmless when it is not in it.' })
  remove(@Param() { id, productId }: CartItemIdDto, @Caller() caller: Principal) {
    return this.carts.remove(id, productId, caller);
  }
}
