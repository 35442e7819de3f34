import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { customerContext } from '@webstore/telemetry';
import { type Observable, tap } from 'rxjs';
import { funnelStages } from './carts.metrics';

/** Counts each item added to a cart. */
@Injectable()
export class AddToCartInterceptor implements NestInterceptor {
  intercept(_: ExecutionContext, next: CallHandler): Observable<unknown> {
    const customer = customerContext();
    return next.handle().pipe(tap(() => funnelStages.add({ stage: 'add_to_cart', ...customer })));
  }
}
