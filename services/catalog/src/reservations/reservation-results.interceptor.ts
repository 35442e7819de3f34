import { type CallHandler, type ExecutionContext, Injectable, type NestInterceptor } from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import { annotate } from '@webstore/telemetry';
import type { FastifyRequest } from 'fastify';
import { type Observable, tap } from 'rxjs';
import { reservationRequests } from './reservations.metrics';

/** Counts the results of reservation requests, and sets the order id on the span. */
@Injectable()
export class ReservationResultsInterceptor implements NestInterceptor {
  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { params } = context.switchToHttp().getRequest<FastifyRequest<{ Params: { orderId: string } }>>();
    annotate({ 'webstore.order.id': params.orderId });
    return next.handle().pipe(
      tap({
        next: () => reservationRequests.add({ result: 'held' }),
        error: (error) =>
          reservationRequests.add({ result: isOutOfStock(error) ? 'out_of_stock' : 'refused' }),
      }),
    );
  }
}

const isOutOfStock = (error: unknown) => error instanceof DomainError && error.slug === 'out_of_stock';
