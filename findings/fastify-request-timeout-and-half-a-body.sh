#!/usr/bin/env bash
# Fastify 5.11.3 on Node 24.21.0: `requestTimeout` is said to bound the time for a whole request, and with a value below Node's default
# `headersTimeout` (60 s) it bounds half a header and not half a body: Fastify sets it on the server after Node has put the two limits in
# order. With `http: { headersTimeout }` no longer than `requestTimeout` both are bounded.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null; npm install --silent --no-audit --no-fund node@24.21.0 fastify@5.11.3
cat >run.cjs <<'JS'
const { connect } = require('node:net');
const fastify = require('fastify');

const half = {
  header: 'POST / HTTP/1.1\r\nHost: a\r\nContent-',
  body: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 20\r\n\r\n{"a":',
};
async function endOf(http, bytes) {
  const app = fastify({ requestTimeout: 500, http: { connectionsCheckingInterval: 50, ...http } });
  app.post('/', async () => ({}));
  await app.listen({ port: 0, host: '127.0.0.1' });
  const socket = connect(app.server.address().port, '127.0.0.1', () => socket.write(bytes));
  const seen = await Promise.race([
    new Promise((resolve) => socket.on('data', (data) => resolve(String(data).split('\r\n')[0]))),
    new Promise((resolve) => setTimeout(resolve, 5_000, 'still open after 5 s')),
  ]);
  socket.destroy();
  await app.close();
  return seen;
}
(async () => {
  for (const part of ['header', 'body'])
    console.log(`half a ${part}: ${await endOf({}, half[part])}; with headersTimeout as well: ${await endOf({ headersTimeout: 500 }, half[part])}`);
})();
JS
got=$(node_modules/.bin/node run.cjs)
printf '%s\n' "$got"
[ "$got" = 'half a header: HTTP/1.1 408 Request Timeout; with headersTimeout as well: HTTP/1.1 408 Request Timeout
half a body: still open after 5 s; with headersTimeout as well: HTTP/1.1 408 Request Timeout' ]
