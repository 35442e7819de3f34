import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { customerContext } from '@webstore/telemetry';
import { type Observable, tap } from 'rxjs';
import { funnelStages } from './products.metrics';

/** Counts a product view once the product was found. */
@Injectable()
export class ProductViewsInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    const customer = customerContext();
    return next.handle().pipe(tap(() => funnelStages.add({ stage: 'product_view', ...customer })));
  }
}
