import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule, tokensFrom, tracingRights, WebModule } from '@webstore/http';
import { HealthModule, redact, TelemetryModule } from '@webstore/telemetry';
import { CONFIG, type Config } from './config';
import { JourneysModule } from './journeys/journeys.module';

/** No dependencies: it must stay ready while the shop is down, because it detects that. */
const health = HealthModule.forRootAsync({ useFactory: () => [] });

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    const tokens = tokensFrom(config);
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(CONFIG, config),
        TelemetryModule.trusting(tracingRights(tokens)),
        WebModule.forRoot({ tokens, redact, browsers: { allowedHosts: config.httpAllowedHosts } }),
        health,
        JourneysModule,
      ],
    };
  }
}
