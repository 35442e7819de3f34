import {
  type DynamicModule,
  Global,
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { observeHttp } from './http/http-telemetry';
import { LogLevelController } from './logging/log-level.controller';
import { MetricsController } from './metrics/metrics.controller';
import { collectRuntimeMetrics } from './metrics/registry';
import { stopTelemetry } from './start';
import { type Trust, trustNone } from './http/trust';

const logger = new Logger('telemetry');
const TRUST = Symbol('trust');

/** Import it once, in the application's root module. By default it trusts no caller, see {@link TelemetryModule.trusting}. */
@Global()
@Module({
  controllers: [MetricsController, LogLevelController],
  providers: [{ provide: TRUST, useValue: trustNone }],
})
export class TelemetryModule implements OnApplicationShutdown {
  /**
   * The module for a service with trusted callers.
   *
   * @param trust returns which callers may request that a trace is kept, and which one is the synthetic customer
   */
  static trusting(trust: Trust): DynamicModule {
    return { module: TelemetryModule, providers: [{ provide: TRUST, useValue: trust }] };
  }

  constructor(host: HttpAdapterHost, @Inject(TRUST) trust: Trust) {
    observeServer(host, trust);
    collectRuntimeMetrics();
  }

  /** Nest calls this after the server and the consumers have closed, so no telemetry is created after the flush. */
  async onApplicationShutdown(): Promise<void> {
    await stopTelemetry();
  }
}

function observeServer({ httpAdapter }: HttpAdapterHost, trust: Trust): void {
  // An application context has no adapter; a microservice has one without a server.
  const type = httpAdapter?.getType?.();
  if (!type) return;
  if (type === 'fastify') observeHttp(httpAdapter.getInstance(), trust);
  else
    logger.warn(
      'requests have no spans, metrics or log lines: TelemetryModule observes the Fastify adapter alone',
      { adapter: type },
    );
}
