import {
  type DynamicModule,
  type FactoryProvider,
  Global,
  type InjectionToken,
  Module,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import type { DependencyCheck } from '@webstore/telemetry';
import type { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { INBOX } from './inbox/inbox';
import { InboxPurge } from './inbox/inbox-purge';
import { PostgresInbox } from './inbox/postgres-inbox';
import { RedisInbox } from './inbox/redis-inbox';
import { KafkaClient } from './kafka/kafka-client';
import { KafkaStrategy } from './consuming/kafka.strategy';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options';
import { Outbox } from './outbox/outbox';
import { OutboxRelay } from './outbox/outbox-relay';

/** A factory of dependency checks with injected arguments, as for `HealthModule.forRootAsync`. */
export interface Dependencies extends Pick<ModuleMetadata, 'imports'> {
  inject?: FactoryProvider['inject'];
  /** Creates the checks from the injected providers. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- Nest injects the tokens of `inject`
  useFactory: (...dependencies: any[]) => DependencyCheck[];
}

type ModuleOptions = Omit<MessagingOptions, 'dependencies'> & {
  /** The dependencies of the handlers. While one is down, messages wait. Default: none. */
  dependencies?: Dependencies;
};

/** Import one of the two forms once, in the application's root module. */
@Global()
@Module({})
export class MessagingModule {
  /** Inbox and outbox in the service's PostgreSQL database; needs a TypeORM `DataSource`. */
  static withPostgres(options: ModuleOptions): DynamicModule {
    return messaging(options, [
      { provide: INBOX, inject: [DataSource], useFactory: (source: DataSource) => new PostgresInbox(source) },
      InboxPurge,
      Outbox,
      OutboxRelay,
    ]);
  }

  /** Inbox in Redis, for a service that only consumes. `redis` is the injection token of its ioredis client. */
  static withRedis(options: ModuleOptions & { redis: InjectionToken }): DynamicModule {
    return messaging(options, [
      {
        provide: INBOX,
        inject: [options.redis],
        useFactory: (redis: Redis) => new RedisInbox(redis, options.service),
      },
    ]);
  }
}

function messaging({ dependencies, ...options }: ModuleOptions, storage: Provider[]): DynamicModule {
  const { imports = [], inject = [], useFactory } = dependencies ?? { useFactory: () => [] };
  const settings: FactoryProvider<MessagingOptions> = {
    provide: MESSAGING_OPTIONS,
    inject,
    useFactory: (...injected: unknown[]) => ({ ...options, dependencies: useFactory(...injected) }),
  };
  return {
    module: MessagingModule,
    imports,
    providers: [settings, KafkaClient, KafkaStrategy, ...storage],
    exports: [KafkaClient, KafkaStrategy, ...(storage.includes(Outbox) ? [Outbox] : [])],
  };
}
