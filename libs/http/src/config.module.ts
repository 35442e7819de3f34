import { type DynamicModule, Module } from '@nestjs/common';

/** Provides the configuration of a service to all its modules. */
@Module({})
export class ConfigModule {
  /**
   * The module for `imports` of the app module.
   *
   * @param token the service's own injection token
   * @param config what `readConfig` returned
   */
  static with(token: symbol, config: object): DynamicModule {
    return {
      module: ConfigModule,
      global: true,
      providers: [{ provide: token, useValue: config }],
      exports: [token],
    };
  }
}
