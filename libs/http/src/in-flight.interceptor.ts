import {
  type CallHandler,
  type ExecutionContext,
  Inject,
  Injectable,
  type NestInterceptor,
} from '@nestjs/common';
import { DomainError } from '@webstore/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { finalize, type Observable } from 'rxjs';

export interface InFlight {
  /** Maximum number of concurrent requests. undefined: unlimited. */
  most: number | undefined;
  /** True for requests that are never refused: probes and scrapes. A service that refuses probes would be restarted under load. */
  spares(request: FastifyRequest): boolean;
}

export const IN_FLIGHT = Symbol('IN_FLIGHT');

/** Value of Retry-After, in seconds. An overload ends sooner if clients do not retry at once. */
const RETRY_AFTER = '1';

/** Refuses requests above the concurrency limit, before they cost anything. */
@Injectable()
export class InFlightInterceptor implements NestInterceptor {
  private inFlight = 0;

  constructor(@Inject(IN_FLIGHT) private readonly limit: InFlight) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { most, spares } = this.limit;
    // No limit for messages: they wait in Kafka.
    if (most === undefined || context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    if (spares(http.getRequest<FastifyRequest>())) return next.handle();
    if (this.inFlight >= most) {
      http.getResponse<FastifyReply>().header('retry-after', RETRY_AFTER);
      throw new DomainError('overloaded', `no more than ${most} requests are answered at a time`);
    }
    return next.handle().pipe(finalize(this.enter(http.getResponse<FastifyReply>())));
  }

  /** @returns the function to call at the end of the request. If its handler never returns, a request ends with its connection or response. */
  private enter({ raw }: FastifyReply): () => void {
    this.inFlight++;
    let ended = false;
    const end = () => {
      if (!ended) this.inFlight--;
      ended = true;
    };
    raw.once('close', end);
    return end;
  }
}
