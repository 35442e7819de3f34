import {
  type ArgumentsHost,
  BadRequestException,
  Catch,
  type ExceptionFilter,
  Inject,
  Logger,
} from '@nestjs/common';
import type { Problem } from '@webstore/contracts';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { toProblem } from './problem-details';

export const REDACT = Symbol('REDACT');
export const PROBLEM_STATUS = Symbol('PROBLEM_STATUS');

/** Status of a problem response: the problem's own, or 200 for clients that ignore the body of any other status. */
export const problemStatuses = ['own', '200'] as const;
/** One of the {@link problemStatuses}. */
export type ProblemStatus = (typeof problemStatuses)[number];

/** Value of Retry-After during an outage, in seconds. Most pools and connections recover within that time. */
const RETRY_AFTER = '2';

/** Converts all errors to HTTP responses, and logs each server error once. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemDetailsFilter.name);

  constructor(
    @Inject(REDACT) private readonly redact: (text: string) => string,
    @Inject(PROBLEM_STATUS) private readonly answered: ProblemStatus,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    // The message runner handles errors of messages: retry or dead letter.
    if (host.getType() !== 'http') throw thrown;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // The client may have disconnected, or a stream may have started: no response is possible.
    if (reply.sent) return;

    const error = thrown === request.raw.errored ? new BadRequestException('the body broke off') : thrown;
    const problem = this.withoutPersonalData({ ...toProblem(error), instance: request.url });
    if (problem.status >= 500) this.log(problem, request, thrown);
    if (problem.status === 503 && !reply.getHeader('retry-after')) reply.header('retry-after', RETRY_AFTER);
    const status = this.answered === 'own' ? problem.status : Number(this.answered);
    void reply.status(status).type('application/problem+json').send(problem);
  }

  /** Callers log and display problems, so data from a path or a body must not appear in them. */
  private withoutPersonalData(problem: Problem): Problem {
    const { detail, instance, errors } = problem;
    return {
      ...problem,
      ...(detail && { detail: this.redact(detail) }),
      ...(instance && { instance: this.redact(instance) }),
      ...(errors && {
        errors: errors.map(({ path, message }) => ({
          path: this.redact(path),
          message: this.redact(message),
        })),
      }),
    };
  }

  private log(problem: Problem, request: FastifyRequest, thrown: unknown): void {
    const fields = {
      'http.request.method': request.method,
      'http.route': request.routeOptions.url,
      'http.response.status_code': problem.status,
    };
    const error = thrown instanceof Error ? thrown : new Error(String(thrown));
    if (problem.status !== 503) this.logger.error('a request failed', fields, error);
    else this.logger.warn('a request could not be answered', fields, withoutStack(error));
  }
}

/**
 * A copy of the error with its type, message and causes, without a stack. An outage or an overload is expected: its stack
 * does not help, and there is one such line per request.
 */
function withoutStack(error: Error): Error {
  return Object.create(error, { stack: { value: undefined } }) as Error;
}
