import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { portHolders } from './port-holders.ts';

describe('the holder of a port', () => {
  it.each(['127.0.0.1', '0.0.0.0'])('is named with pid and command when it listens on %s', async (host) => {
    const server = createServer().listen(0, host);
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(portHolders([port, 1])).toEqual([
      { port, pid: process.pid, command: expect.stringContaining('node') },
    ]);
    server.close();
    await once(server, 'close');
    expect(portHolders([port])).toEqual([]);
  });
});
