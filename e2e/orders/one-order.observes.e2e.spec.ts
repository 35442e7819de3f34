import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { kafkaHopsOf, JaegerTraces, last, Logs, servicesOf } from '@webstore/signals';
import { execa } from 'execa';
import { beforeAll, describe, expect, it } from 'vitest';
import { lab, ready } from '../support/labs/running-lab.ts';

const services = ['cart', 'catalog', 'checkout', 'payment'];

/** The commands under a heading of the README, block by block, with the ports of this lab. */
function commandsOf(heading: string): string[] {
  const readme = readFileSync(join(lab.root, 'README.md'), 'utf8');
  const section = readme.split(`\n## ${heading}\n`)[1]!.split('\n## ')[0]!;
  const blocks = [...section.matchAll(/```bash\n([\s\S]*?)```/g)].map(([, block]) => block!);
  return blocks.map((block) =>
    block.replace(/127\.0\.0\.1:(\d+)/g, (_, port) => `127.0.0.1:${Number(port) + lab.portOffset}`),
  );
}

const bash = (script: string) => execa('bash', ['-euo', 'pipefail', '-c', script]);

describe('one order, placed with curl as the README shows', () => {
  let traceId: string;
  let lookAtIt: string;

  beforeAll(async () => {
    await ready();
    const [place, look] = commandsOf('One order, by hand');
    const { stdout } = await bash(`${place}\necho "trace=$trace"`);
    traceId = /^traceresponse: 00-([0-9a-f]{32})-/im.exec(stdout)![1]!;
    // A reader types the second block into the same shell, which still has the id from the first.
    expect(stdout).toMatch(new RegExp(`^trace=${traceId}$`, 'm'));
    lookAtIt = `trace=${traceId}\n${look}`;
  });

  it('is one trace of four services, with the Kafka hops as parents and children', async () => {
    const traces = new JaegerTraces({ baseUrl: lab.url('jaeger') });
    const seen = async () => {
      const trace = await traces.get(traceId);
      return { services: trace && servicesOf(trace).toSorted(), hops: trace && kafkaHopsOf(trace) };
    };
    const hop = (topic: string, from: string, to: string) => expect.objectContaining({ topic, from, to });
    await expect.poll(seen, { timeout: 40_000, interval: 500 }).toEqual({
      services,
      hops: expect.arrayContaining([
        hop('checkout.order-placed.v1', 'checkout', 'payment'),
        // The bank may decline this order; then the declined event crosses.
        hop(expect.stringMatching(/^payment\.(settled|declined)\.v1$/), 'payment', 'checkout'),
        hop(expect.stringMatching(/^checkout\.order-(completed|cancelled)\.v1$/), 'checkout', 'catalog'),
      ]),
    });
  });

  it('has log lines of all four services under its trace id', async () => {
    const logs = new Logs({ baseUrl: lab.url('loki') });
    const seen = async () => {
      const lines = await logs.ofTrace(traceId, last(300));
      return [...new Set(lines.map(({ labels }) => labels['service_name']))].toSorted();
    };
    await expect.poll(seen, { timeout: 40_000, interval: 500 }).toEqual(services);
  });

  it('is found by the commands that the README gives', async () => {
    const { stdout } = await bash(lookAtIt);
    // A waterfall with the span of the request, then lines of payment with the trace id.
    expect(stdout).toMatch(/POST \/orders/);
    expect(stdout).toMatch(
      new RegExp(`^\\d\\d:\\d\\d:\\d\\d\\.\\d{3} {2}payment .*trace_id=${traceId}$`, 'm'),
    );
  });
});
