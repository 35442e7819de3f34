import { once } from 'node:events';
import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withRedis } from './redis-session.ts';

/** Accepts connections and answers nothing, as a frozen Redis. */
let frozen: Server;
beforeAll(() => once((frozen = createServer()).listen(0, '127.0.0.1'), 'listening'));
afterAll(() => void frozen.close());

it('a session with a Redis that does not answer fails at its deadline', async () => {
  const { port } = frozen.address() as AddressInfo;
  const asked = withRedis({ port: () => port }, (redis) => redis.ping(), 200);
  await expect(asked).rejects.toThrow('Command timed out');
});
