import { type DynamicModule, type FactoryProvider, Module, type ModuleMetadata } from '@nestjs/common';
import { TerminusModule } from '@nestjs/terminus';
import { DEPENDENCY_CHECKS, type DependencyCheck } from './dependency-check';
import { HealthController } from './health.controller';

interface HealthOptions extends Pick<ModuleMetadata, 'imports'> {
  inject?: FactoryProvider['inject'];
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Nest injects the tokens of `inject`
  useFactory: (...dependencies: any[]) => DependencyCheck[];
}

/** Serves `/health/live` (the process responds) and `/health/ready` (the state of each dependency). */
@Module({})
export class HealthModule {
  /** The module with the service's dependency checks, which `useFactory` creates from `inject`. */
  static forRootAsync({ imports = [], inject = [], useFactory }: HealthOptions): DynamicModule {
    return {
      module: HealthModule,
      imports: [TerminusModule.forRoot({ logger: false }), ...imports],
      controllers: [HealthController],
      providers: [{ provide: DEPENDENCY_CHECKS, inject, useFactory }],
    };
  }
}
