import { type INestApplicationContext, Logger } from '@nestjs/common';
import { KafkaStrategy } from './kafka.strategy';

/**
 * Ends the process when its consumer has ended for good. The supervisor or Docker starts it again; a process that answers and
 * consumes nothing would stay as it is.
 *
 * @param end closes the service in bounded time and ends the process: `endInTime` of `@webstore/http` returns it
 */
export function exitWhenConsumerDies(app: INestApplicationContext, end: (exitCode: number) => unknown): void {
  app.get(KafkaStrategy).onDeath((error) => {
    new Logger('consumer').error('the consumer has ended for good, and the process with it', error);
    end(1);
  });
}
