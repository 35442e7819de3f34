import type { Lab } from '../lab.ts';
import { asRoot } from '../machine/postgres-session.ts';
import { withRedis } from '../machine/redis-session.ts';
import type { Sessions } from './component-control.ts';

/** Both forms of the lab publish the data stores and the broker on the same loopback ports. */
export const sessionsOf = (lab: Lab): Sessions => ({
  postgres: (database, use) => asRoot(lab, database, use),
  redis: (use) => withRedis(lab, use),
  async kafka(service, use) {
    // Needs the built libs, which a command that stops a component does not.
    const { KafkaClient } = await import('@webstore/messaging');
    const kafka = new KafkaClient({ service, brokers: [`127.0.0.1:${lab.port('kafka')}`], produces: [] });
    try {
      return await use(kafka);
    } finally {
      await kafka.onApplicationShutdown();
    }
  },
});
