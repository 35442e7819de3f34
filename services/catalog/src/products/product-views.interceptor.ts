import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { priceCheckHeader } from '@webstore/contracts';
import { customerContext } from '@webstore/telemetry';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { funnelStages } from './products.metrics';

/** Counts a customer's view of an existing product. */
@Injectable()
export class ProductViewsInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    if (context.switchToHttp().getRequest<FastifyRequest>().headers[priceCheckHeader]) return next.handle();
    const customer = customerContext();
    return next.handle().pipe(tap(() => funnelStages.add({ stage: 'product_view', ...customer })));
  }
}
