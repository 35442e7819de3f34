import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { JaegerTraces, last, Logs } from '@webstore/signals';
import { eventually } from '@webstore/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lab, ready } from '../support/labs/running-lab.ts';
import { root, temporaryFolder } from '../support/labs/second-lab.ts';

const service = `hello-${Date.now()}`;
const folder = temporaryFolder();

/**
 * The README's blocks under "Five minutes", with this folder, this service name and the ports of this lab.
 */
const blocks = [
  ...readFileSync(join(root, 'libs/telemetry/README.md'), 'utf8')
    .split('\n## Five minutes')[1]!
    .matchAll(/```(\w+)\n([\s\S]*?)```/g),
].map(([, language, text]) => ({
  language,
  text: text!
    .replaceAll('/tmp', folder)
    .replace('OTEL_SERVICE_NAME=hello', `OTEL_SERVICE_NAME=${service}`)
    .replace(/127\.0\.0\.1:(\d+)/g, (_, port) => `127.0.0.1:${Number(port) + lab.portOffset}`)
    .replace("listen(8080, '", `listen(${8080 + lab.portOffset}, '`),
}));
const scripts = blocks.filter(({ language }) => language === 'bash').map(({ text }) => text);
const files = blocks.filter(({ language }) => language !== 'bash').map(({ text }) => text);

/** node_modules may contribute only Node itself: the machine's Node may be too old. */
const bin = join(folder, 'bin');
const env = { PATH: `${bin}:${process.env['PATH']}`, NX_DAEMON: 'false' };
const hello = join(folder, 'hello');
const bash = (script: string, cwd: string) => execa('bash', ['-euo', 'pipefail', '-c', script], { cwd, env });

describe('a service outside the lab, created with the README of libs/telemetry', () => {
  let running: ChildProcess;
  let stdout = '';
  let traceId: string;

  beforeAll(async () => {
    await ready('jaeger', 'loki');
    mkdirSync(bin);
    await execa('ln', ['-s', join(root, 'node_modules/.bin/node'), bin]);
    const [pack, install, start, ask] = scripts as [string, string, string, string];
    await bash(pack, root);
    await bash(install, root);
    for (const text of files) {
      const file = join(hello, /^\/\/ (\S+)\n/.exec(text)![1]!);
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    running = spawn('bash', ['-euc', start.replace('\nnode ', '\nexec node ')], {
      cwd: hello,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    running.stdout!.on('data', (chunk: Buffer) => (stdout += chunk.toString()));
    const answer = await eventually(() => bash(ask, hello), { timeoutMs: 60_000, everyMs: 500 });
    traceId = /traceresponse: 00-([0-9a-f]{32})-/i.exec(answer.stdout)![1]!;
    expect(answer.stdout).toMatch(/^hello_greetings_total\{language="en"\} \d+ # \{trace_id="[0-9a-f]{32}"/m);
  });
  afterAll(async () => {
    if (!running || running.exitCode !== null) return;
    running.kill();
    await once(running, 'exit');
  });

  it('has a trace with the manual span, its event and attribute, under the request', async () => {
    const traces = new JaegerTraces({ baseUrl: lab.url('jaeger') });
    const spans = async () => (await traces.get(traceId))?.spans.filter((span) => span.service === service);
    const named = (name: string) => expect.objectContaining({ name });
    await expect
      .poll(spans, { timeout: 60_000, interval: 1_000 })
      .toEqual(expect.arrayContaining([named('GET /hello'), named('greet')]));
    const greet = (await spans())!.find(({ name }) => name === 'greet')!;
    expect(greet.attributes['hello.language']).toBe('en');
    const stored = await (await fetch(`${lab.url('jaeger')}/api/v3/traces/${traceId}`)).text();
    expect(stored).toContain('greeted');
  });

  it('has a metric whose exemplar is that trace', async () => {
    const url = `http://127.0.0.1:${8080 + lab.portOffset}/metrics`;
    // Only OpenMetrics has exemplars.
    const headers = { accept: 'application/openmetrics-text' };
    const metrics = await (await fetch(url, { headers })).text();
    const exemplar = /^hello_greetings_total\{.*trace_id="([0-9a-f]{32})"/m.exec(metrics);
    expect(exemplar?.[1]).toBe(traceId);
    expect(metrics).toMatch(/^webstore_http_requests_total\{.*route="\/hello".*\} \d+/m);
  });

  it('has log lines in that trace, on stdout and at the collector', async () => {
    const written = stdout.split('\n').filter((line) => line.includes(traceId));
    expect(written.map((line) => (JSON.parse(line) as { message: string }).message)).toEqual([
      'greeting said',
      'GET /hello 200',
    ]);
    const logs = new Logs({ baseUrl: lab.url('loki') });
    const lines = async () => (await logs.ofTrace(traceId, last(300), service)).map(({ line }) => line);
    await expect
      .poll(lines, { timeout: 30_000, interval: 500 })
      .toEqual(expect.arrayContaining(['greeting said', 'GET /hello 200']));
  });

  it('answers its health checks', async () => {
    const { status } = await fetch(`http://127.0.0.1:${8080 + lab.portOffset}/health/ready`);
    expect(status).toBe(200);
  });
});
