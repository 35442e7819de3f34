import { globSync, readFileSync } from 'node:fs';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ClosedLoopCustomers } from '../support/customers/closed-loop-customers.ts';
import { lab, ready, run } from '../support/labs/running-lab.ts';
import { root } from '../support/labs/second-lab.ts';

/**
 * Commands that a chapter asks the reader to type, and the other spec that runs those which this one cannot.
 */
const typedInOtherSpecs: Record<string, string> = {
  './lab up': 'every test of the running lab stands on it; cold in CI',
  './lab down': 'lab-supervision.e2e.spec.ts',
  './lab down --wipe': 'lab-supervision.e2e.spec.ts',
  './lab test': 'CI runs it; this spec is part of it',
  './lab test unit': 'part of ./lab test',
  './lab test integration': 'part of ./lab test',
  './lab test panels': 'part of ./lab test',
  './lab test --timings': 'CI runs it',
  './lab test hostile': 'part of ./lab test, with fewer inputs',
  './lab test --full': 'longer than CI has; its specs are run with every change of telemetry',
  './lab dev catalog': 'dev.e2e.spec.ts, with another service',
  './lab traffic checkout --users 5 --duration 60s': 'traffic.e2e.spec.ts',
  './lab traffic payment-outage --users 5 --duration 5m': 'long/scenarios.e2e.spec.ts, shorter',
  './lab up --environment staging': 'environments.e2e.spec.ts',
  './lab status --environment staging': 'environments.e2e.spec.ts',
  './lab slo --environment staging': 'environments.e2e.spec.ts',
  './lab stop payment --environment staging': 'environments.e2e.spec.ts',
  './lab down --environment staging': 'environments.e2e.spec.ts',
  './lab stop payment': 'paged.e2e.spec.ts',
  './lab start payment': 'paged.e2e.spec.ts',
  './lab trace --errors': 'trace.e2e.spec.ts, after an error',
  './lab trace --exemplar \'webstore_payments_total{result="error"}\'':
    'long/bank.e2e.spec.ts, while charges fail',
  './lab trace --exemplar webstore_orders_late_total': 'slo.e2e.spec.ts, after orders were late',
  './lab slo': 'slo.e2e.spec.ts: its exit code says whether an alert fires',
  './lab bench overhead': 'bench.e2e.spec.ts, with one short round: whole it takes ten minutes',
  './lab bench delay': 'bench.e2e.spec.ts',
  './lab up --docker':
    'needs Docker and its images, which CI has not: tried by hand, with images made for it',
  './lab up --docker --slim': 'as ./lab up --docker',
  'COMPOSE_PROFILES=jaeger JAEGER_OTLP_ENDPOINT=jaeger:4317 ./lab up --docker': 'as ./lab up --docker',
  'docker run --rm --user "$(id -u):$(id -g)" --volume "$PWD:/lab" node:24.21.0-bookworm-slim node /lab/infra/docker/make-env.mts /lab':
    'as ./lab up --docker; the program itself is tested by env-file.spec.ts',
  'docker compose up --detach --wait': 'as ./lab up --docker',
  'docker build --build-arg SERVICE=catalog --tag webstore-lab/catalog:0.1.0 .': 'as ./lab up --docker',
  './lab bench growth': 'takes four minutes, and what it promises is about figures: by hand',
  './lab bench outage': 'stops the backends for minutes, and what it promises is about figures: by hand',
};

interface Block {
  file: string;
  language: string;
  text: string;
}

const blocks: Block[] = globSync(
  ['README.md', 'CONTRIBUTING.md', 'docs/*.md', 'docs/{reference,runbooks}/*.md'],
  {
    cwd: root,
  },
).flatMap((file) =>
  [...readFileSync(`${root}/${file}`, 'utf8').matchAll(/```(\w+)\n([\s\S]*?)```/g)].map(
    ([, language, text]) => ({
      file,
      language: language ?? '',
      text: text ?? '',
    }),
  ),
);
const of = (language: string) => blocks.filter((block) => block.language === language);
const commands = (text: string) =>
  text
    .split('\n')
    .map((line) => line.replace(/\s+#.*$/, '').trim())
    .filter(Boolean);

/**
 * A ./lab or docker command with the variables set for it alone, and none of an earlier line; everything else is a script that prints an
 * answer.
 */
const isCommand = (line: string) => /^([A-Z_]+=\S+ )*(\.\/lab [^$]*|docker .*)$/.test(line);

const labLines = [
  ...new Set(
    of('bash')
      .filter(({ text }) => commands(text).every(isCommand))
      .flatMap(({ text }) => commands(text)),
  ),
];
const scripts = of('bash').filter(({ text }) => !commands(text).every(isCommand));
/** README comes first, with one order by hand. */
const chaptersScripts = scripts.slice(2);

describe('the documentation', () => {
  const onThisLab = (text: string) =>
    text.replace(/127\.0\.0\.1:(\d+)/g, (_, port) => `127.0.0.1:${Number(port) + lab.portOffset}`);

  it.each(labLines.filter((line) => !(line in typedInOtherSpecs)))(
    '%s contains commands and queries that work',
    async (line) => {
      const { exitCode, all } = await execa('bash', ['-c', line], {
        cwd: root,
        all: true,
        reject: false,
        stdin: 'ignore',
      });
      expect(exitCode, all).toBe(0);
    },
  );

  it('delegates to other specs no command that the documentation no longer contains', () => {
    expect(Object.keys(typedInOtherSpecs).filter((line) => !labLines.includes(line))).toEqual([]);
  });

  it('leaves the two scripts of one order by hand to one-order.observes.e2e.spec.ts', () => {
    expect(scripts.slice(0, 2).map(({ file }) => file)).toEqual(['README.md', 'README.md']);
  });

  describe('scripts, on a complete lab', () => {
    // The on-call actions ran above: a second payment instance keeps running when the first one is stopped.
    beforeAll(async () => {
      expect(await run('heal')).toMatchObject({ exitCode: 0 });
      await ready();
    });

    it.each(chaptersScripts)('$file: what a reader types with curl answers: $text', async ({ text }) => {
      const run = () =>
        execa('bash', ['-euo', 'pipefail', '-c', onThisLab(text)], { cwd: root, reject: false });
      // New data may not have reached its store yet; an order waits while payment is stopped in between.
      await expect
        .poll(run, { timeout: 180_000, interval: 1_000 })
        .toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/./) });
    });
  });

  describe("while customers buy, as in a reader's lab", () => {
    let crowd: ClosedLoopCustomers;

    beforeAll(async () => {
      // The on-call actions above restarted services, whose counters are still empty.
      expect(await run('heal')).toMatchObject({ exitCode: 0 });
      await ready();
      crowd = new ClosedLoopCustomers(2, 500);
      await crowd.buysMore(5);
    });
    afterAll(() => crowd.leave());

    it.each(of('promql'))('$file: the query $text answers', async ({ text }) => {
      const url = `${lab.url('prometheus')}/api/v1/query?query=${encodeURIComponent(text.trim())}`;
      const found = async () => {
        const answer = (await (await fetch(url)).json()) as { data: { result: unknown[] } };
        return answer.data.result.length;
      };
      // A rate needs two scrapes.
      await expect.poll(found, { timeout: 60_000, interval: 1_000 }).toBeGreaterThan(0);
    });
  });

  it.each(of('logql'))('$file: the query $text is valid', async ({ text }) => {
    const url = `${lab.url('loki')}/loki/api/v1/query_range?query=${encodeURIComponent(text.trim())}`;
    const response = await fetch(url);
    expect(response.status, await response.clone().text()).toBe(200);
    expect((await response.json()) as object).toHaveProperty('data.result');
  });
});
