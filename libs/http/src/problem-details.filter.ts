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

/** Status of an answer that is a problem: the problem's own, or 200 for clients that read no body of another; the problem is told in it. */
export const problemStatuses = ['own', '200'] as const;
export type ProblemStatus = (typeof problemStatuses)[number];

/** Seconds after which a client may come back after an outage: a pool or a connection is there again soon, if at all. */
const RETRY_AFTER = '2';

/** The one place where errors become HTTP answers, and where those that are our fault are logged, once. */
@Catch()
export class ProblemDetailsFilter implements ExceptionFilter {
  private readonly logger = new Logger(ProblemDetailsFilter.name);

  constructor(
    @Inject(REDACT) private readonly redact: (text: string) => string,
    @Inject(PROBLEM_STATUS) private readonly answered: ProblemStatus,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): void {
    // The consumer runner decides about messages: retry or dead letter.
    if (host.getType() !== 'http') throw thrown;
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    // The client may have gone, or a stream may have begun: there is nobody left to answer.
    if (reply.sent) return;

    const error = thrown === request.raw.errored ? new BadRequestException('the body broke off') : thrown;
    const problem = this.withoutPersonalData({ ...toProblem(error), instance: request.url });
    if (problem.status >= 500) this.log(problem, request, thrown);
    if (problem.status === 503 && !reply.getHeader('retry-after')) reply.header('retry-after', RETRY_AFTER);
    const status = this.answered === 'own' ? problem.status : Number(this.answered);
    void reply.status(status).type('application/problem+json').send(problem);
  }

  /** Callers log and show problems: what was in a path or a body must not come to rest there. */
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
 * The same error for a reader of its type, message and causes. An outage or an overload is foreseen: where it was noticed tells
 * nothing, and there are as many such lines as requests.
 */
function withoutStack(error: Error): Error {
  return Object.create(error, { stack: { value: undefined } }) as Error;
}
