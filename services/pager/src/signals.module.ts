import { Global, Module } from '@nestjs/common';
import { Alerts, Metrics } from '@webstore/signals';
import { CONFIG, type Config } from './config';

@Global()
@Module({
  providers: [
    {
      provide: Alerts,
      inject: [CONFIG],
      useFactory: ({ alertmanagerUrl }: Config) => new Alerts({ baseUrl: alertmanagerUrl }),
    },
    {
      provide: Metrics,
      inject: [CONFIG],
      useFactory: ({ prometheusUrl, prometheusTenant: tenant }: Config) =>
        new Metrics({ baseUrl: prometheusUrl, ...(tenant !== undefined && { tenant }) }),
    },
  ],
  exports: [Alerts, Metrics],
})
export class SignalsModule {}
