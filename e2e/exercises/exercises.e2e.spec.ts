import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { alertFires } from '@webstore/lab/host/exercises/grading/promtool-test.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { aRound, type DoneWrong } from '../support/exercises/guided-exercise.ts';
import { begins, ends } from '../support/exercises/exercise-rounds.ts';
import { lab, run } from '../support/labs/running-lab.ts';

const exercises: DoneWrong[] = [
  {
    id: '01-slowest-span',
    // This span is as long as most of its children.
    wrong: () => ({ span: 'payment process checkout.order-placed.v1' }),
    about: 'span',
    says: /it is number \d+: [\d.]+ ms long, [\d.]+ ms of them its own/,
  },
  {
    id: '02-failed-payment-from-brazil',
    // Slow, not declined.
    wrong: ({ country }) => ({ country: country === 'JP' ? 'BR' : 'JP' }),
    about: 'trace',
    says: /one with webstore\.country=[A-Z]{2}/,
  },
  {
    id: '03-funnel-and-abandonment',
    // The inverse ratio.
    wrong: () => ({
      abandonment:
        'sum by (country) (rate(webstore_funnel_stage_total{stage="checkout_complete"}[2m])) / sum by (country) (rate(webstore_funnel_stage_total{stage="add_to_cart"}[2m]))',
    }),
    about: 'abandonment',
    says: /differ: /,
  },
];

describe.each(exercises)('the exercise $id', aRound);

describe('an alert under test', () => {
  const asked = (expression: string) =>
    alertFires(lab, {
      expression,
      input: [{ series: 'orders_total{country="DE"}', values: '0+10x30 300+1x30' }],
      stepSeconds: 5,
      atSeconds: 300,
    });

  it('fires or stays silent as Prometheus itself evaluates it', async () => {
    expect(await asked('sum(rate(orders_total[1m])) < 1')).toBe(true);
    expect(await asked('sum(rate(orders_total[1m])) > 1 # no orders')).toBe(false);
  });

  it('is rejected when Prometheus cannot parse it', async () => {
    await expect(asked('sum(rate(orders_total[1m])')).rejects.toThrow('promtool cannot try it');
  });
});

describe('exercises', () => {
  beforeAll(() => begins({ id: '01-slowest-span' }));
  afterAll(ends);

  it('are done one at a time', async () => {
    const { exitCode, all } = await run('exercise', 'start', '02');
    expect(exitCode).toBe(exitCodes.failed);
    expect(all).toContain('01-slowest-span is running');
  });

  it('refuse an answer to an unknown question, and list the questions', async () => {
    const { exitCode, all } = await run('exercise', 'answer', 'culprit=bank');
    expect(exitCode).toBe(exitCodes.usage);
    expect(all).toContain('trace=… span=… own=…');
  });

  it('show the objectives and the time', async () => {
    const { exitCode, all } = await run('exercise', 'watch', '--once');
    expect(exitCode, all).toBe(0);
    expect(all).toMatch(/01-slowest-span: .*customers come/);
    expect(all).toContain('order-freshness');
  });

  it('give three hints, then repeat the last one without a deduction', async () => {
    const said: string[] = [];
    for (let asked = 0; asked < 4; asked++) said.push((await run('exercise', 'hint')).stdout);
    expect(said.slice(0, 3).map((text) => text.slice(0, 11))).toEqual([
      'Hint 1 of 3',
      'Hint 2 of 3',
      'Hint 3 of 3',
    ]);
    expect(said[3]).toContain('Hint 3 of 3');
  });

  it('can be given up, and are back at the baseline after a reset', async () => {
    const { exitCode, all } = await run('exercise', 'give-up');
    expect(exitCode, all).toBe(0);
    expect(all).toContain('Given up: 0 of 100');
    const reset = await run('exercise', 'reset');
    expect(reset.exitCode, reset.all).toBe(0);
    expect(reset.all).toContain('Steady: ');
  });
});
