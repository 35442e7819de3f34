import { createRequire } from 'node:module';
import { join } from 'node:path';

/** A catalog with a bug in its product lookup. */
const { ProductsService } = createRequire(join(process.cwd(), 'dist/main.js'))(
  './products/products.service.js',
) as {
  ProductsService: { prototype: { find(id: string): unknown } };
};
ProductsService.prototype.find = function () {
  throw new TypeError('a planted bug');
};
