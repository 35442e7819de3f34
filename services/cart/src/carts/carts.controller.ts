import { Body, Controller, Delete, Get, Param, Post, Put, UseInterceptors } from '@nestjs/common';
import { Allow, Authorization, Caller, Owned, type Principal } from '@webstore/http';
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
  open(@Caller() caller: Principal) {
    return this.carts.open(caller);
  }

  @Get(':id')
  @Owned('cart')
  @ZodResponse({ status: 200, type: CartDto })
  find(@Param() { id }: CartIdDto, @Caller() caller: Principal) {
    return this.carts.find(id, caller);
  }

  @Put(':id/items/:productId')
  @Owned('cart')
  @Allow('user')
  @UseInterceptors(AddToCartInterceptor)
  @ZodResponse({ status: 200, type: CartDto })
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
  remove(@Param() { id, productId }: CartItemIdDto, @Caller() caller: Principal) {
    return this.carts.remove(id, productId, caller);
  }
}
