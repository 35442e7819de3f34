import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { last, Logs } from '@webstore/signals';
import { logLine } from '@webstore/telemetry';
import { eventually } from '@webstore/testing';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { lab, ready } from '../support/labs/running-lab.ts';

const service = `log-routes-${Date.now()}`;
const folder = mkdtempSync(join(tmpdir(), 'log-routes-'));
const file = join(folder, 'shop.log');

/** A service outside the shop that logs an error whose message contains a customer's data. */
const script = `
  const { startTelemetry, stopTelemetry } = require('${lab.root}/libs/telemetry/dist/start.js');
  startTelemetry();
  const { ServiceLogger } = require('${lab.root}/libs/telemetry/dist/index.js');
  const logger = new ServiceLogger();
  logger.log('control line');
  logger.error('a request failed', new Error('jane@example.com paid with 4111 1111 1111 1111 and user-token-123'));
  void stopTelemetry();
`;

describe('a log line on every route', () => {
  const stored = () => new Logs({ baseUrl: lab.url('loki') }).query(`{service_name="${service}"}`, last(300));
  let stdout: string;

  beforeAll(async () => {
    await ready('jaeger', 'loki');
    // A separate file: OpenTelemetry's resource attributes include the command line of a process.
    const program = join(folder, 'service.cjs');
    writeFileSync(program, script);
    const env = {
      OTEL_SERVICE_NAME: service,
      OTEL_EXPORTER_OTLP_ENDPOINT: lab.url('otlpHttp'),
      LOG_FILE: file,
      LOG_FORMAT: 'json',
    };
    ({ stdout } = await execa(process.execPath, [program], { env }));
    await eventually(async () => expect((await stored()).length).toBeGreaterThan(1), { timeoutMs: 30_000 });
  });

  it('is in Loki once', async () => {
    const lines = (await stored()).map(({ line }) => line);
    expect(lines.toSorted()).toEqual(['a request failed', 'control line']);
  });

  it('is the same in the file as on stdout, and matches the schema', () => {
    const written = readFileSync(file, 'utf8').trim();
    expect(written).toBe(stdout.trim());
    for (const line of written.split('\n')) expect(logLine.safeParse(JSON.parse(line)).error).toBeUndefined();
  });

  it("contains none of the error's text that may not be stored", async () => {
    const everywhere = [JSON.stringify(await stored()), readFileSync(file, 'utf8'), stdout];
    for (const route of everywhere) {
      expect(route).toContain('[e-mail] paid with [card] and [token]');
      expect(route).not.toMatch(/jane|4111|user-token/);
    }
  });
});
