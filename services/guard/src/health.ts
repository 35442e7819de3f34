import { createServer, type Server } from 'node:http';

/** Responds to `/health` with 200 while all servers listen. */
export function healthServer(servers: readonly Server[]): Server {
  const guarding = [...servers];
  return createServer((request, response) => {
    const found = request.url === '/health';
    const status = found ? (guarding.every(({ listening }) => listening) ? 200 : 503) : 404;
    response.writeHead(status, { 'content-type': 'application/json' }).end(`{"status":${status}}`);
  });
}
