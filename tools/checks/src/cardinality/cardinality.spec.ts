import { randomUUID } from 'node:crypto';
import { counter, exposition, histogram } from '@webstore/telemetry';
import { describe, expect, it } from 'vitest';
import { complaints } from './cardinality.ts';
import { seriesOf } from './series.ts';

const bounds = { budget: 1_000, sent: ['zz-evil'] };
const complaintsWith = async (more: Partial<typeof bounds> = {}) =>
  complaints((await exposition()).body, { ...bounds, ...more });

// In order: the tests share the library's registry, and metrics stay registered.
describe('the check of cardinality', () => {
  it('reports nothing for labels with known values', async () => {
    const results = counter({ name: 'test_results_total', help: 'h', labels: ['result'] });
    for (const result of ['settled', 'declined']) results.add({ result });
    expect(await complaintsWith()).toEqual([]);
  });

  it('counts series, and not their exemplars or comments', () => {
    const text = [
      '# HELP a Help {with="braces"} 1',
      '# TYPE a counter',
      'a_total{path="/a b",le="1"} 1 # {trace_id="00",span_id="11"} 1 1.5',
      'a_total 2',
      '# EOF',
      '',
    ].join('\n');
    expect(seriesOf(text)).toEqual([
      { metric: 'a', labels: { path: '/a b', le: '1' } },
      { metric: 'a', labels: {} },
    ]);
  });

  it('names the metrics with the most series when there are too many', async () => {
    const durations = histogram({ name: 'test_seconds', help: 'h', labels: ['n'], buckets: [1] });
    for (let n = 0; n < 10; n++) durations.observe({ n }, 1);
    const [complaint, ...more] = await complaintsWith({ budget: 20 });
    expect(complaint).toMatch(/^\d+ series are more than the budget of 20: test_seconds has 40, /);
    expect(more).toEqual([]);
  });

  it("names a metric with a customer's value in a label", async () => {
    const visits = counter({ name: 'test_visits_total', help: 'h', labels: ['browser'] });
    visits.add({ browser: 'Mozilla/5.0 (ZZ-evil)' });
    expect(await complaintsWith()).toEqual([
      'test_visits has in its label browser what a customer sent, such as "Mozilla/5.0 (ZZ-evil)"',
    ]);
  });

  it('names a metric with an unbounded label, even if the library limited it', async () => {
    const views = counter({ name: 'test_views_total', help: 'h', labels: ['product'] });
    for (let view = 0; view < 1_000; view++) views.add({ product: randomUUID() });
    expect(await complaintsWith({ sent: [] })).toEqual(['test_views_total has an unbounded label product']);
    expect(seriesOf((await exposition()).body).filter(({ metric }) => metric === 'test_views')).toHaveLength(
      101,
    );
  });
});
