import { Global, Module, type OnApplicationShutdown } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { observeHttp } from './http-telemetry';
import { LogLevelController } from './logging/log-level.controller';
import { collectRuntimeMetrics } from './metrics';
import { MetricsController } from './metrics.controller';
import { stopTelemetry } from './start';

/** Import it once, in the application's root module. */
@Global()
@Module({ controllers: [MetricsController, LogLevelController] })
export class TelemetryModule implements OnApplicationShutdown {
  constructor(host: HttpAdapterHost) {
    observeHttp(host.httpAdapter.getInstance());
    collectRuntimeMetrics();
  }

  /** Nest calls this after the server and the consumers have closed, so nothing is made after the flush. */
  async onApplicationShutdown(): Promise<void> {
    await stopTelemetry();
  }
}
