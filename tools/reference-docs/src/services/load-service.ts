import type { DynamicModule } from '@nestjs/common';
import type * as Telemetry from '@webstore/telemetry';
import type { z } from 'zod';

/** A service with a module registry of its own: each service registers its own metrics, some with the same name. */
export interface LoadedService {
  AppModule: { with(config: unknown): DynamicModule };
  configSchema: z.ZodObject;
  /** The instance of the library that the service uses. */
  telemetry: typeof Telemetry;
}

/** Loads the root module of a service with all its imports; starts nothing. */
export type LoadService = (service: string) => Promise<LoadedService>;
