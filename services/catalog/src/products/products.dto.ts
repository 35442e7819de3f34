import { changeProduct, createProduct, product, productPage, productQuery } from '@webstore/contracts';
import { createZodDto } from 'nestjs-zod';
import { z } from 'zod';

export class ProductIdDto extends createZodDto(createProduct.pick({ id: true })) {}
export class ProductQueryDto extends createZodDto(productQuery) {}
export class CreateProductDto extends createZodDto(createProduct) {}
export class ChangeProductDto extends createZodDto(changeProduct) {}
export class RestockDto extends createZodDto(
  z.strictObject({ quantity: z.number().int().min(1).max(100_000) }),
) {}
export class ProductDto extends createZodDto(product) {}
export class ProductPageDto extends createZodDto(productPage) {}
