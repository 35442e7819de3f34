import { cart, createProduct, putCartItem } from '@webstore/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class CartIdDto extends createZodDto(z.object({ id: z.uuid() })) {}
export class CartItemIdDto extends createZodDto(
  z.object({ id: z.uuid(), productId: createProduct.shape.id }),
) {}
export class PutCartItemDto extends createZodDto(putCartItem) {}
export class CartDto extends createZodDto(cart) {}
