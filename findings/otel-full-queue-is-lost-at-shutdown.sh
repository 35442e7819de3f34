#!/usr/bin/env bash
# @opentelemetry/sdk-trace 3.1.0 with an OTLP exporter 0.301.0: at shutdown BatchSpanProcessor hands all batches over at once, and
# the exporter refuses more than 30 at a time. A queue that was raised so that nothing is lost loses then: with 20,480 spans
# waiting (40 batches of 512) shutdown rejects, and the collector does not have them all.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 @opentelemetry/api@1.10.0 @opentelemetry/sdk-trace@3.1.0 @opentelemetry/exporter-trace-otlp-http@0.301.0
cat >run.cjs <<'JS'
const { createServer } = require('node:http');
const { text } = require('node:stream/consumers');
const { TracerProvider, BatchSpanProcessor } = require('@opentelemetry/sdk-trace');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');

let arrived = 0;
const server = createServer(async (request, response) => {
  const { resourceSpans } = JSON.parse(await text(request));
  arrived += resourceSpans.flatMap(({ scopeSpans }) => scopeSpans).flatMap(({ spans }) => spans).length;
  response.setHeader('content-type', 'application/json').end('{}');
});
server.listen(0, '127.0.0.1', async () => {
  const exporter = new OTLPTraceExporter({ url: `http://127.0.0.1:${server.address().port}/v1/traces` });
  const processor = new BatchSpanProcessor({ exporter, maxQueueSize: 20_480, scheduledDelayMillis: 60_000 });
  const provider = new TracerProvider({ spanProcessors: [processor] });
  const tracer = provider.getTracer('finding');
  for (let n = 0; n < 20_480; n++) tracer.startSpan('waits').end();
  const end = await provider.shutdown().then(() => 'resolved', () => 'rejected');
  await new Promise((resolve) => setTimeout(resolve, 3_000));
  console.log(`shutdown ${end}; all spans arrived: ${arrived === 20_480}`);
  console.error(`${arrived} of 20480`);
  process.exit();
});
JS
got=$(node_modules/.bin/node run.cjs)
printf '%s\n' "$got"
[ "$got" = 'shutdown rejected; all spans arrived: false' ]
