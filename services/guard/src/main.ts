import { readConfig } from './config';
import { healthServer } from './health';
import { programs } from './programs';
import { guardedProxy } from './proxy';

const { HOST, GUARDED, HTTP_ALLOWED_HOSTS, CORS_ORIGINS, HEALTH_PORT } = readConfig();
const access = { allowedHosts: HTTP_ALLOWED_HOSTS, allowedOrigins: CORS_ORIGINS };

const servers = GUARDED.map(({ program, listen, host, port }) =>
  guardedProxy({ host, port }, programs[program], access).listen(listen, HOST),
);
if (HEALTH_PORT) servers.push(healthServer(servers).listen(HEALTH_PORT, HOST));

for (const signal of ['SIGTERM', 'SIGINT'] as const)
  process.once(signal, () => {
    for (const server of servers) {
      server.close();
      server.closeAllConnections();
    }
  });
