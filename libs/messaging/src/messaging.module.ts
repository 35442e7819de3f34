import { type DynamicModule, Global, type InjectionToken, Module, type Provider } from '@nestjs/common';
import type { Redis } from 'ioredis';
import { DataSource } from 'typeorm';
import { INBOX } from './inbox/inbox';
import { PostgresInbox } from './inbox/postgres-inbox';
import { RedisInbox } from './inbox/redis-inbox';
import { KafkaClient } from './kafka-client';
import { KafkaStrategy } from './kafka.strategy';
import { MESSAGING_OPTIONS, type MessagingOptions } from './messaging-options';
import { Outbox } from './outbox/outbox';
import { OutboxRelay } from './outbox/outbox-relay';

/** Import one of the two forms once, in the application's root module. */
@Global()
@Module({})
export class MessagingModule {
  /** Inbox and outbox in the service's PostgreSQL database; needs a TypeORM `DataSource`. */
  static withPostgres(options: MessagingOptions): DynamicModule {
    return messaging(options, [
      { provide: INBOX, inject: [DataSource], useFactory: (source: DataSource) => new PostgresInbox(source) },
      Outbox,
      OutboxRelay,
    ]);
  }

  /** Inbox in Redis, for a service that only consumes. `redis` is the token of its ioredis client. */
  static withRedis(options: MessagingOptions & { redis: InjectionToken }): DynamicModule {
    return messaging(options, [
      {
        provide: INBOX,
        inject: [options.redis],
        useFactory: (redis: Redis) => new RedisInbox(redis, options.service),
      },
    ]);
  }
}

function messaging(options: MessagingOptions, storage: Provider[]): DynamicModule {
  return {
    module: MessagingModule,
    providers: [{ provide: MESSAGING_OPTIONS, useValue: options }, KafkaClient, KafkaStrategy, ...storage],
    exports: [KafkaClient, KafkaStrategy, ...(storage.includes(Outbox) ? [Outbox] : [])],
  };
}
