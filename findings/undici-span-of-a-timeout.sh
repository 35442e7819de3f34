#!/usr/bin/env bash
# @opentelemetry/instrumentation-undici 0.34.0, Node 24.21.0: the span of a fetch that AbortSignal.timeout ends has the number 23 as its error.type, which is the
# DOMException's old code; the convention wants a string of low cardinality, such as "timeout". The span of a fetch that a controller aborts has neither
# error.type nor a status: an aborted call looks like one that went well. Only a refused connection has what one expects.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 @opentelemetry/api@1.10.0 @opentelemetry/sdk-trace@3.1.0 \
  @opentelemetry/instrumentation@0.301.0 @opentelemetry/instrumentation-undici@0.34.0
cat >try.cjs <<'PROGRAM'
const { createServer } = require('node:http');
const { once } = require('node:events');
const { registerInstrumentations } = require('@opentelemetry/instrumentation');
const { UndiciInstrumentation } = require('@opentelemetry/instrumentation-undici');
const { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } = require('@opentelemetry/sdk-trace');
const exporter = new InMemorySpanExporter();
const tracerProvider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
registerInstrumentations({ tracerProvider, instrumentations: [new UndiciInstrumentation()] });
(async () => {
  const server = createServer(() => undefined).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${server.address().port}/`;
  const ended = async (what, options, closed) => {
    const error = await fetch(closed ?? url, options).catch((error) => error);
    const [span] = exporter.getFinishedSpans();
    exporter.reset();
    console.log(`${what}: threw ${error.name}, error.type ${JSON.stringify(span.attributes['error.type'])}, ${JSON.stringify(span.status)}`);
  };
  await ended('timeout', { signal: AbortSignal.timeout(100) });
  const controller = new AbortController();
  setTimeout(() => controller.abort(), 100);
  await ended('abort', { signal: controller.signal });
  await ended('refused', {}, 'http://127.0.0.1:2/');
  process.exit(0);
})();
PROGRAM
got=$(node_modules/.bin/node try.cjs)
printf '%s\n' "$got"
[ "$got" = 'timeout: threw TimeoutError, error.type 23, {"code":2,"message":"The operation was aborted due to timeout"}
abort: threw AbortError, error.type undefined, {"code":0}
refused: threw TypeError, error.type "ECONNREFUSED", {"code":2,"message":"connect ECONNREFUSED 127.0.0.1:2"}' ]
