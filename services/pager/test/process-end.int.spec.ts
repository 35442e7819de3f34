import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

/** The limit in SECURITY.md and docs/reference/limits.md. */
const END_MS = 8_000;

describe('a service with a hanging request and a collector that never responds', () => {
  let collector: Server;

  beforeAll(async () => {
    // The child process runs compiled code, so compile the tested sources first.
    const compiler = join(__dirname, '../../../node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-b', join(__dirname, '../tsconfig.json')]);
    collector = createServer(() => undefined).listen(0, '127.0.0.1');
    await once(collector, 'listening');
  }, 300_000);
  afterAll(() => {
    collector.closeAllConnections();
    collector.close();
  });

  it('ends within eight seconds of SIGTERM, and logs the request and the lost telemetry', async () => {
    const child = spawn(process.execPath, [join(__dirname, 'hung-service.cjs')], {
      env: {
        OTEL_SERVICE_NAME: 'hung',
        LOG_FORMAT: 'json',
        OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(collector.address() as AddressInfo).port}`,
      },
      stdio: ['ignore', 'pipe', 'inherit', 'pipe'],
    });
    const ended = once(child, 'close');
    const stdout = text(child.stdout!);
    const [address] = (await once(child.stdio[3] as Readable, 'data')) as [Buffer];
    const url = String(address).trim();
    const client = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    client.write('GET /silent HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n');
    const underWay = async () =>
      (await (await fetch(`${url}/metrics`)).text()).match(/requests_active(?:\{.*\})? (\d+)/)?.[1];
    await expect.poll(underWay, { timeout: 20_000 }).toBe('1');
    const began = performance.now();
    child.kill('SIGTERM');
    expect(await ended).toEqual([null, 'SIGTERM']);
    expect(performance.now() - began).toBeLessThan(END_MS);
    const messages = (await stdout)
      .trim()
      .split('\n')
      .map((line) => (JSON.parse(line) as { message: string }).message);
    expect(messages).toContainEqual(expect.stringContaining('/silent'));
    expect(messages).toContainEqual(expect.stringContaining('are lost'));
  });
});
