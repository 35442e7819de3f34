import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { otlpReceiver, type Received } from '../support/fakes/otlp-receiver.ts';
import { ready } from '../support/labs/running-lab.ts';
import { root, temporaryFolder } from '../support/labs/second-lab.ts';

/** A program that uses nothing but the library. */
const script = `
  const { startTelemetry, stopTelemetry } = require('${root}/libs/telemetry/dist/start.js');
  startTelemetry();
  const { annotate, inSpan, ServiceLogger } = require('${root}/libs/telemetry/dist/index.js');
  const logger = new ServiceLogger();
  inSpan('work', () => { annotate({ first: 'long enough', second: 'too many' }); logger.log('working'); })
    .then(() => new Promise((done) => setTimeout(done, Number(process.argv[2]))))
    .then(stopTelemetry);
`;

/** The data that it sends with these variables; with `lasting`, all data up to its exit, in order. */
async function sent(variables: Record<string, string>, lasting = 0): Promise<Received[]> {
  const receiver = await otlpReceiver();
  const program = join(temporaryFolder(), 'program.cjs');
  writeFileSync(program, script);
  const values = Object.entries(variables).map(([name, value]) => [
    name,
    value.replace('<url>', receiver.url),
  ]);
  await execa(join(root, 'node_modules/.bin/node'), [program, String(lasting)], {
    extendEnv: false,
    env: {
      OTEL_SERVICE_NAME: 'a-program',
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.url,
      ...Object.fromEntries(values),
    },
  }).finally(() => receiver.close());
  return receiver.received;
}

const paths = (received: Received[]) => received.map(({ path }) => path).toSorted();
const spansOf = (received: Received[]) => received.find(({ body }) => body.includes('first'))?.body ?? '';

describe('the library, by the standard variables', () => {
  beforeAll(() => ready('catalog'));

  it('sends spans and log lines, named, with the detected host and process', async () => {
    const all = await sent({});
    expect(paths(all)).toEqual(['/v1/logs', '/v1/traces']);
    for (const { body } of all) {
      for (const known of ['a-program', 'host.name', 'process.pid', 'os.type']) expect(body).toContain(known);
    }
  });

  it('adds OTEL_RESOURCE_ATTRIBUTES to both', async () => {
    const all = await sent({ OTEL_RESOURCE_ATTRIBUTES: 'team.name=blue-team' });
    expect(all).toHaveLength(2);
    for (const { body } of all) expect(body).toContain('blue-team');
  });

  it.each([
    ['OTEL_SDK_DISABLED', 'true', []],
    ['OTEL_TRACES_EXPORTER', 'none', ['/v1/logs']],
    ['OTEL_LOGS_EXPORTER', 'none', ['/v1/traces']],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', '<url>/other', ['/other', '/v1/logs']],
  ])('sends only to the configured place: %s=%s', async (name, value, expected) => {
    expect(paths(await sent({ [name]: value }))).toEqual(expected);
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_HEADERS', 'x-tenant=blue', { 'x-tenant': 'blue' }],
    ['OTEL_EXPORTER_OTLP_COMPRESSION', 'gzip', { 'content-encoding': 'gzip' }],
  ])('sends in the configured way: %s=%s', async (name, value, expected) => {
    const headers = (await sent({ [name]: value })).map((request) => request.headers);
    expect(headers).toMatchObject([expected, expected]);
  });

  it('truncates values longer than OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT', async () => {
    expect(spansOf(await sent({}))).toContain('long enough');
    const cut = spansOf(await sent({ OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: '4' }));
    expect(cut).toContain('long');
    expect(cut).not.toContain('long enough');
  });

  it('treats every empty or blank variable as unset', async () => {
    const blank = Object.fromEntries(
      [
        ...[
          'OTEL_BSP_MAX_QUEUE_SIZE',
          'OTEL_BLRP_MAX_QUEUE_SIZE',
          'OTEL_BSP_SCHEDULE_DELAY',
          'OTEL_TRACES_EXPORTER',
        ],
        ...[
          'OTEL_SPAN_ATTRIBUTE_VALUE_LENGTH_LIMIT',
          'OTEL_EXPORTER_OTLP_TIMEOUT',
          'WEBSTORE_KEEP_SHARE',
          'LOG_LEVEL',
        ],
      ].map((name, at) => [name, ' '.repeat(at % 2)]),
    );
    const all = await sent(blank);
    expect(paths(all)).toEqual(['/v1/logs', '/v1/traces']);
    expect(spansOf(all)).toContain('long enough');
  });

  it('does not start with invalid variables, and names them all', async () => {
    const started = sent({ OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: 'unlimited', OTEL_BSP_MAX_QUEUE_SIZE: '-1' });
    await expect(started).rejects.toThrow(
      /OTEL_ATTRIBUTE_VALUE_LENGTH_LIMIT: expected .*\nOTEL_BSP_MAX_QUEUE_SIZE: expected/,
    );
  });

  it('waits for OTEL_BSP_SCHEDULE_DELAY and OTEL_BLRP_SCHEDULE_DELAY', async () => {
    // A longer delay leads to one export at exit: spans before lines, or the other way around.
    const [spansFirst] = await sent(
      { OTEL_BSP_SCHEDULE_DELAY: '50', OTEL_BLRP_SCHEDULE_DELAY: '60000' },
      2_000,
    );
    expect(spansFirst?.path).toBe('/v1/traces');
    const [linesFirst] = await sent(
      { OTEL_BSP_SCHEDULE_DELAY: '60000', OTEL_BLRP_SCHEDULE_DELAY: '50' },
      2_000,
    );
    expect(linesFirst?.path).toBe('/v1/logs');
  });
});
