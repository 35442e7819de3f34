import { type DynamicModule, Module } from '@nestjs/common';
import { ConfigModule, Tokens, WebModule } from '@webstore/http';
import { Alerts, last, Metrics } from '@webstore/signals';
import { HealthModule, redact, TelemetryModule } from '@webstore/telemetry';
import { AlertmanagerModule } from './alertmanager/alertmanager.module';
import { CONFIG, type Config } from './config';
import { EscalationModule } from './escalation/escalation.module';
import { PagesModule } from './pages/pages.module';
import { PagesRepository } from './pages/pages.repository';
import { SignalsModule } from './signals.module';

const health = HealthModule.forRootAsync({
  imports: [PagesModule],
  inject: [PagesRepository, Alerts, Metrics],
  useFactory: (pages: PagesRepository, alerts: Alerts, metrics: Metrics) => [
    { name: 'store', check: async () => pages.find(0) },
    // Optional: without these two, pages are still stored, listed and escalated.
    { name: 'alertmanager', check: () => alerts.startedAt(), optional: true },
    { name: 'prometheus', check: () => metrics.exemplars('up', last(1)), optional: true },
  ],
});

@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    const tokens = new Tokens(new Map([[config.pagerToken, { roles: ['admin'] }]]));
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(CONFIG, config),
        TelemetryModule,
        WebModule.forRoot({ tokens, redact, browsers: { allowedHosts: config.httpAllowedHosts } }),
        SignalsModule,
        health,
        PagesModule,
        AlertmanagerModule,
        EscalationModule,
      ],
    };
  }
}
