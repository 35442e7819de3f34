import type { Lab } from '../lab.ts';
import type { Sessions } from './component-control.ts';

/**
 * Both forms of the lab publish the data stores and the broker on the same loopback ports. The clients are
 * loaded when they are needed: a command that stops a component does without them, and without built libs.
 */
export const sessionsOf = (lab: Lab): Sessions => ({
  async postgres(database, use) {
    const { asRoot } = await import('../machine/postgres-session.ts');
    return asRoot(lab, database, use);
  },
  async redis(use) {
    const { withRedis } = await import('../machine/redis-session.ts');
    return withRedis(lab, use);
  },
  async kafka(service, use) {
    const { KafkaClient } = await import('@webstore/messaging');
    const kafka = new KafkaClient({ service, brokers: [`127.0.0.1:${lab.port('kafka')}`], produces: [] });
    try {
      return await use(kafka);
    } finally {
      await kafka.onApplicationShutdown();
    }
  },
});
