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
import { guardAgainstPages } from './browsers/browser-guard';
import { IN_FLIGHT, type InFlight, InFlightInterceptor } from './in-flight.interceptor';
import { checkInput } from './input/input-check';
import {
  PROBLEM_STATUS,
  ProblemDetailsFilter,
  type ProblemStatus,
  REDACT,
} from './problems/problem-details.filter';
import { Tokens } from './access/roles';
import { guardRoutes, nameRoutes } from './route-guard';
import { TokensGuard } from './access/tokens.guard';

/** Options of {@link WebModule.forRoot}. */
export interface WebOptions {
  tokens: Tokens;
  /** Removes personal and card data from request text that a response repeats. Default: removes nothing. */
  redact?: (text: string) => string;
  /** Limit of concurrent requests. Default: unlimited. */
  inFlight?: InFlight;
  /** Default: the problem's own. */
  problemStatus?: ProblemStatus;
  /** Allowed host names, and origins whose pages may write. Default: loopback names and the service's own origin. */
  browsers?: BrowserAccess;
}

const BROWSERS = Symbol('BROWSERS');

const unlimited: InFlight = { most: undefined, spares: () => true };

/** The common parts of every HTTP service: validation, tokens and roles, problem details. */
@Module({})
export class WebModule {
  /** The module for the root module of a service: tokens, problem details, input checks and browser guard. */
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
