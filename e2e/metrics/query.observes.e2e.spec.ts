import type { Exemplar, LogLine, Sample, Series } from '@webstore/signals';
import { beforeAll, describe, expect, it } from 'vitest';
import { completedOrder } from '@webstore/lab/commands/prove/proven-order.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { lab, ready, run, runJson, shop } from '../support/labs/running-lab.ts';

const orders = 'sum by (service, result) (webstore_orders_total)';

const queried = async <T>(...args: string[]) => (await runJson<T>('query', ...args, '--json')).json;

describe('./lab query', () => {
  beforeAll(async () => {
    await ready();
    await completedOrder(lab, shop, 0);
  });

  it('shows the value of each series now, with a column for each label', async () => {
    const json = await queried<Sample[]>('promql', orders);
    expect(json).toContainEqual(
      expect.objectContaining({ labels: { service: 'checkout', result: 'accepted' } }),
    );
    const { exitCode, stdout } = await run('query', 'promql', orders);
    expect(exitCode).toBe(exitCodes.ok);
    const table = stdout.split('\n').filter((line) => !line.startsWith('In all rows'));
    const [head, ...rows] = table.map((line) => line.trim().split(/ +/));
    // The orders of a lab are all checkout's.
    expect(head).toEqual(['result', 'value']);
    expect(rows).toHaveLength(json.length);
  });

  it('shows the course of each series', async () => {
    const json = await queried<Series[]>('promql', orders, '--since', '2m', '--step', '15s');
    expect(json.flatMap(({ points }) => points).length).toBeGreaterThan(0);
    const { stdout } = await run('query', 'promql', orders, '--since', '2m', '--step', '15s');
    expect(stdout).toMatch(/^result +min +max +last +course/);
    expect(stdout).toMatch(/^accepted( +[\d.]+){3} +[▁-█]+/m);
  });

  it('shows exemplars with their trace ids', async () => {
    const found = () => queried<Exemplar[]>('promql', 'webstore_orders_total', '--exemplars');
    await expect
      .poll(found, { timeout: 60_000 })
      .toContainEqual(expect.objectContaining({ traceId: expect.stringMatching(/^[0-9a-f]{32}$/) }));
  });

  it('shows log lines, oldest first, and counts them', async () => {
    const selector = '{service_name="checkout"} |= "order completed"';
    const json = await queried<LogLine[]>('logql', selector, '--limit', '3');
    expect(json.length).toBeGreaterThan(0);
    const { stdout } = await run('query', 'logql', selector, '--limit', '3');
    const lines = stdout.split('\n');
    expect(lines).toHaveLength(json.length);
    for (const line of lines)
      expect(line).toMatch(
        /^\d\d:\d\d:\d\d\.\d{3} {2}checkout {2}info {2}order completed.*trace_id=[0-9a-f]{32}$/,
      );
    expect(lines).toEqual(lines.toSorted());
    const count = `sum by (service_name) (count_over_time(${selector} [15m]))`;
    const [counted] = await queried<Sample[]>('logql', count);
    expect(counted).toMatchObject({ labels: { service_name: 'checkout' } });
    expect((await run('query', 'logql', count, '--since', '15m')).stdout).toMatch(/^checkout /m);
  });

  it.each([
    [['promql', 'sum('], exitCodes.usage, /^prometheus refuses the query: .*parse error/],
    [['logql', '{'], exitCodes.usage, /^loki refuses the query: .*parse error/],
    [['promql', 'no_such_metric'], exitCodes.failed, /^The query selects nothing\./],
    [['promql', 'up', '--step', '5s'], exitCodes.usage, /^--step needs --since/],
    [['traceql', '{}'], exitCodes.usage, /^TraceQL needs Tempo/],
  ])('refuses %s in one sentence', async (args, exitCode, message) => {
    const refused = await run('query', ...args);
    expect(refused).toMatchObject({ exitCode, stdout: '', stderr: expect.stringMatching(message) });
    expect(refused.stderr.split('\n')).toHaveLength(1);
  });
});
