import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eventually } from '@webstore/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lab, ready, run } from '../support/labs/running-lab.ts';
import { temporaryFolder } from '../support/labs/second-lab.ts';

const folder = temporaryFolder();

/** The code that chapter 3 asks the reader to add to catalog, in order, with the ports of this lab. */
const steps = [
  ...readFileSync(join(lab.root, 'docs/03-instrumentation.md'), 'utf8').matchAll(
    /```bash hands-on\n([\s\S]*?)```/g,
  ),
].map(([, text]) =>
  text!
    .replaceAll('/tmp/', `${folder}/`)
    .replace(/127\.0\.0\.1:(\d+)/g, (_, port) => `127.0.0.1:${Number(port) + lab.portOffset}`),
);
const [write, patch, restart, ask, look, putBack] = steps as [string, string, string, string, string, string];
const bash = (script: string, reject = true) =>
  execa('bash', ['-euo', 'pipefail', '-c', script], { cwd: lab.root, reject, stdin: 'ignore' });
const changed = async () => (await bash('git status --porcelain services/catalog')).stdout;

describe('chapter 3: code that a reader adds to catalog by hand', () => {
  let before: string;

  beforeAll(async () => {
    await ready();
    before = await changed();
    for (const step of [write, patch, restart]) await bash(step);
  });
  afterAll(async () => {
    // Only needed when a test failed before its cleanup.
    if ((await changed()) === before) return;
    await bash(putBack, false);
    await run('restart', 'catalog');
  });

  it('is six steps', () => expect(steps).toHaveLength(6));

  it('counts searches by whether they had results, with the trace as exemplar', async () => {
    const { stdout } = await bash(ask);
    const traceId = /^traceresponse: 00-([0-9a-f]{32})-/im.exec(stdout)![1]!;
    expect(stdout).toMatch(/^webstore_catalog_searches_total\{result="found"\} 1\b/m);
    expect(stdout).toMatch(
      new RegExp(`^webstore_catalog_searches_total\\{result="nothing"\\} 1 # \\{trace_id="${traceId}"`, 'm'),
    );
  });

  it('is visible in the trace and in Prometheus', async () => {
    const { stdout } = await eventually(() => bash(look), { timeoutMs: 60_000, everyMs: 1_000 });
    expect(stdout).toContain('"search products"');
    expect(stdout).toMatch(/"webstore.search.hits","value":\{"intValue":"?0/);
    expect(stdout).toContain('"nothing found"');
    expect(stdout).toMatch(/^nothing +1$/m);
  });

  it('disappears when it is reverted', async () => {
    await bash(putBack);
    expect(await changed()).toBe(before);
    const metrics = await (await fetch(`${lab.url('catalog')}/metrics`)).text();
    expect(metrics).not.toContain('webstore_catalog_searches_total');
  });
});
