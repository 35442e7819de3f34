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
  /** So many requests are answered at a time. Default: as many as come. */
  most: number | undefined;
  /** Probes and scrapes: whoever refuses those as well looks dead, and is restarted under its load. */
  spares(request: FastifyRequest): boolean;
}

export const IN_FLIGHT = Symbol('IN_FLIGHT');

/** What clients are told to wait, in seconds: an overload is over sooner when they do not come back at once. */
const RETRY_AFTER = '1';

/** Refuses what is more than the service can answer well, before it costs anything. */
@Injectable()
export class InFlightInterceptor implements NestInterceptor {
  private inFlight = 0;

  constructor(@Inject(IN_FLIGHT) private readonly limit: InFlight) {}

  intercept(context: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { most, spares } = this.limit;
    // Messages wait in Kafka by themselves.
    if (most === undefined || context.getType() !== 'http') return next.handle();
    const http = context.switchToHttp();
    if (spares(http.getRequest<FastifyRequest>())) return next.handle();
    if (this.inFlight >= most) {
      http.getResponse<FastifyReply>().header('retry-after', RETRY_AFTER);
      throw new DomainError('overloaded', `no more than ${most} requests are answered at a time`);
    }
    return next.handle().pipe(finalize(this.enter(http.getResponse<FastifyReply>())));
  }

  /** @returns what to call when the request has ended. One whose handler never ends has ended with its connection or answer. */
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
