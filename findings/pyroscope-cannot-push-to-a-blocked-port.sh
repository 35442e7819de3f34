#!/usr/bin/env bash
# @pyroscope/nodejs 0.6.4 sends profiles with Node's global fetch, which refuses the ports that the Fetch standard blocks (6000, 6665 to 6669 and others)
# before it connects. Such a port is a good place for a backend that no web page shall reach. OpenTelemetry's exporters use node:http and send there;
# the profiles of the same process never come, and without a message: the error goes to the `debug` package alone.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund @pyroscope/nodejs@0.6.4 @opentelemetry/exporter-trace-otlp-http@0.301.0 \
  @opentelemetry/sdk-trace@3.1.0 @opentelemetry/api@1.10.0 node@24.21.0
export PATH="$folder/node_modules/.bin:$PATH"
cat >try.cjs <<'PROGRAM'
const { createServer } = require('node:http');
const { once } = require('node:events');
const { setTimeout: pause } = require('node:timers/promises');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');
const { TracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace');
const Pyroscope = require('@pyroscope/nodejs');

async function arrivals(port) {
  const came = new Set();
  const server = createServer((request, response) => {
    came.add(request.url.startsWith('/ingest') ? 'profiles' : 'spans');
    request.resume().on('end', () => response.end('{}'));
  }).listen(port, '127.0.0.1');
  await once(server, 'listening');
  const serverAddress = `http://127.0.0.1:${server.address().port}`;
  const exporter = new OTLPTraceExporter({ url: `${serverAddress}/v1/traces` });
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  provider.getTracer('try').startSpan('work').end();
  await provider.shutdown();
  Pyroscope.init({ serverAddress, appName: 'try', flushIntervalMs: 300 });
  Pyroscope.start();
  for (const until = Date.now() + 5000; Date.now() < until && !came.has('profiles'); ) await pause(50);
  await Pyroscope.stop();
  server.close().closeAllConnections();
  return [...came].sort().join(' and ');
}
(async () => {
  console.log(`any port: ${await arrivals(0)}`);
  console.log(`port 6667: ${await arrivals(6667)}`);
  process.exit(0);
})();
PROGRAM
got=$(node -p 'JSON.parse(fs.readFileSync("node_modules/@pyroscope/nodejs/package.json")).version'; node try.cjs)
printf '%s\n' "$got"
[ "$got" = '0.6.4
any port: profiles and spans
port 6667: spans' ]
