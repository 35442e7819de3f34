import { type DynamicModule, Inject, Module } from '@nestjs/common';
import {
  APP_FILTER,
  APP_GUARD,
  APP_INTERCEPTOR,
  APP_PIPE,
  HttpAdapterHost,
  ModulesContainer,
} from '@nestjs/core';
import type { BrowserAccess } from '@webstore/contracts';
import type { FastifyInstance } from 'fastify';
import { ZodSerializerInterceptor, ZodValidationPipe } from 'nestjs-zod';
import { guardAgainstPages } from './browser-guard';
import { IN_FLIGHT, type InFlight, InFlightInterceptor } from './in-flight.interceptor';
import { checkInput } from './input-check';
import { PROBLEM_STATUS, ProblemDetailsFilter, type ProblemStatus, REDACT } from './problem-details.filter';
import { Tokens } from './roles';
import { guardRoutes, nameRoutes } from './route-guard';
import { TokensGuard } from './tokens.guard';

export interface WebOptions {
  tokens: Tokens;
  /** Takes personal and card data out of what an answer repeats of its request. Default: nothing is taken out. */
  redact?: (text: string) => string;
  /** How many requests are answered at a time. Default: as many as come. */
  inFlight?: InFlight;
  /** Default: the problem's own. */
  problemStatus?: ProblemStatus;
  /** Under which names it is called, and whose pages may write. Default: loopback, and its own. */
  browsers?: BrowserAccess;
}

const BROWSERS = Symbol('BROWSERS');

const unlimited: InFlight = { most: undefined, spares: () => true };

/** What every HTTP service of the shop has: validation, tokens and roles, problem details. */
@Module({})
export class WebModule {
  static forRoot({
    tokens,
    redact = (text) => text,
    inFlight = unlimited,
    problemStatus = 'own',
    browsers = {},
  }: WebOptions): DynamicModule {
    return {
      module: WebModule,
      global: true,
      providers: [
        { provide: Tokens, useValue: tokens },
        { provide: REDACT, useValue: redact },
        { provide: IN_FLIGHT, useValue: inFlight },
        { provide: BROWSERS, useValue: browsers },
        { provide: APP_INTERCEPTOR, useClass: InFlightInterceptor },
        { provide: PROBLEM_STATUS, useValue: problemStatus },
        TokensGuard,
        { provide: APP_GUARD, useExisting: TokensGuard },
        { provide: APP_PIPE, useClass: ZodValidationPipe },
        { provide: APP_INTERCEPTOR, useClass: ZodSerializerInterceptor },
        { provide: APP_FILTER, useClass: ProblemDetailsFilter },
      ],
    };
  }

  constructor(
    host: HttpAdapterHost,
    modules: ModulesContainer,
    guard: TokensGuard,
    @Inject(BROWSERS) browsers: BrowserAccess,
  ) {
    nameRoutes(modules);
    const server = host.httpAdapter.getInstance<FastifyInstance>();
    guardAgainstPages(server, browsers);
    guardRoutes(server, guard);
    checkInput(server);
  }
}
