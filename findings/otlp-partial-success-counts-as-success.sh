#!/usr/bin/env bash
# @opentelemetry/exporter-trace-otlp-http 0.301.0: a collector that answers 200 and rejects spans in `partialSuccess` is a success
# to the caller: the result code is the same as when everything was taken, and nothing but a diagnostic warning says otherwise.
# Counting what was exported by the result counts the rejected spans as well.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 @opentelemetry/api@1.10.0 @opentelemetry/sdk-trace@3.1.0 @opentelemetry/exporter-trace-otlp-http@0.301.0
cat >run.cjs <<'JS'
const { createServer } = require('node:http');
const { TracerProvider, SimpleSpanProcessor } = require('@opentelemetry/sdk-trace');
const { OTLPTraceExporter } = require('@opentelemetry/exporter-trace-otlp-http');

const server = createServer((request, response) => {
  request.resume().on('end', () => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ partialSuccess: { rejectedSpans: 1, errorMessage: 'no room' } }));
  });
});
server.listen(0, '127.0.0.1', async () => {
  const exporter = new OTLPTraceExporter({ url: `http://127.0.0.1:${server.address().port}/v1/traces` });
  const results = [];
  const watched = {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        results.push({ spans: spans.length, code: result.code, error: result.error?.message ?? 'none' });
        done(result);
      }),
    forceFlush: () => exporter.forceFlush(),
    shutdown: () => exporter.shutdown(),
  };
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter: watched })] });
  provider.getTracer('finding').startSpan('rejected by the collector').end();
  await provider.forceFlush();
  await provider.shutdown();
  console.log(JSON.stringify(results));
  server.close();
});
JS
got=$(node_modules/.bin/node run.cjs)
printf '%s\n' "$got"
[ "$got" = '[{"spans":1,"code":0,"error":"none"}]' ]
