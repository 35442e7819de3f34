import { guardedProxy, type Upstream } from './proxy.ts';

/** `GUARDED` is a list of what to stand before: the port to listen on, and where the program itself listens. */
const guarded = JSON.parse(process.env['GUARDED'] ?? '[]') as (Upstream & { listen: number })[];

const servers = guarded.map(({ listen, ...upstream }) => guardedProxy(upstream).listen(listen, '127.0.0.1'));

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });
