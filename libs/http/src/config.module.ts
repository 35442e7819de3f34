import { type DynamicModule, Module } from '@nestjs/common';

/** Provides the configuration of a service to all its modules. */
@Module({})
export class ConfigModule {
  /** @param token the service's own injection token */
  static with(token: symbol, config: object): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: token, useValue: config }],
      exports: [token],
    };
  }
}
