import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';

/** A host to which an exporter has no reason to connect; it closes every connection. */
export const otherPlace = {
  connections: 0,
  server: createServer((socket) => {
    otherPlace.connections++;
    socket.on('error', () => undefined).destroy();
  }),
  async open(): Promise<void> {
    await once(this.server.listen(0, '127.0.0.1'), 'listening');
  },
  get address(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  },
};
