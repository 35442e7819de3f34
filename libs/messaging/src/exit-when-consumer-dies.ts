import { type INestApplicationContext, Logger } from '@nestjs/common';
import { within } from '@webstore/telemetry';
import { KafkaStrategy } from './kafka.strategy';

const CLOSE_MS = 8_000;

/**
 * Ends the process when its consumer has ended for good: closed, telemetry sent, exit code 1. The supervisor or Docker starts it
 * again; a process that answers and consumes nothing would stay as it is.
 */
export function exitWhenConsumerDies(
  app: INestApplicationContext,
  exit: (code: number) => unknown = process.exit.bind(process),
): void {
  app.get(KafkaStrategy).onDeath((error) => {
    new Logger('consumer').error('the consumer has ended for good, and the process with it', error);
    void within(app.close(), CLOSE_MS)
      .catch((late: unknown) => new Logger('consumer').warn('the service was not closed', late))
      .finally(() => exit(1));
  });
}
