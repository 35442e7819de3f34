import { type INestApplicationContext, Logger } from '@nestjs/common';
import { KafkaStrategy } from './kafka.strategy';

/**
 * Ends the process when its consumer has ended permanently, so that the supervisor or Docker restarts it. Otherwise the process
 * would serve requests but consume nothing.
 *
 * @param end shuts the service down in bounded time; use the function that `endInTime` of `@webstore/http` returns
 */
export function exitWhenConsumerDies(app: INestApplicationContext, end: (exitCode: number) => unknown): void {
  app.get(KafkaStrategy).onDeath((error) => {
    new Logger('consumer').error('the consumer has ended for good, and the process with it', error);
    end(1);
  });
}
