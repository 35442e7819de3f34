#!/usr/bin/env bash
# Vitest 4.1.12, Node 24.21.0, @opentelemetry/sdk-trace 3.1.0: vi.useFakeTimers() replaces performance.now() and process.hrtime() as well as the timers, so a
# span that takes no time at all ends with the duration by which the test advanced the clock. Deadlines stay real: after the clock advanced by a minute,
# a 50 ms sleep of node:timers/promises has not ended and a 50 ms AbortSignal.timeout has not fired. A test of a deadline that is built on either passes or
# hangs for a reason of its own.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT; cd "$folder"
npm init -y >/dev/null
npm install --silent --no-audit --no-fund node@24.21.0 vitest@4.1.12 @opentelemetry/api@1.10.0 @opentelemetry/sdk-trace@3.1.0
cat >clock.test.mjs <<'PROGRAM'
import { appendFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { InMemorySpanExporter, SimpleSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import { expect, it, vi } from 'vitest';
it('advances the clock by a minute', async () => {
  const exporter = new InMemorySpanExporter();
  const provider = new TracerProvider({ spanProcessors: [new SimpleSpanProcessor({ exporter })] });
  vi.useFakeTimers();
  let [global, promised] = [false, false];
  setTimeout(() => (global = true), 50);
  sleep(50).then(() => (promised = true));
  const signal = AbortSignal.timeout(50);
  const span = provider.getTracer('clock').startSpan('nothing');
  await vi.advanceTimersByTimeAsync(60_000);
  span.end();
  vi.useRealTimers();
  const [seconds] = exporter.getFinishedSpans()[0].duration;
  appendFileSync('seen', `setTimeout ${global}, node:timers/promises ${promised}, AbortSignal.timeout ${signal.aborted}, span ${seconds} s\n`);
  expect(global).toBe(true);
});
PROGRAM
node_modules/.bin/node node_modules/.bin/vitest run >log 2>&1 || { cat log; exit 1; }
cat seen
[ "$(cat seen)" = 'setTimeout true, node:timers/promises false, AbortSignal.timeout false, span 60 s' ]
