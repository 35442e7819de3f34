import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '../src/failure.ts';
import { type Answers, answers, begins, checked, ends, learner, solved } from './exercise-rounds.ts';
import { ready, run } from './running-lab.ts';

/** For each exercise what somebody might well answer who did not look, and what it must be told. */
const exercises: { id: string; wrong: Answers; about: string; says: RegExp }[] = [
  {
    id: '01-slowest-span',
    // It is as long as most of what is in it.
    wrong: { span: 'payment process checkout.order-placed.v1' },
    about: 'span',
    says: /it is number \d+: [\d.]+ ms long, [\d.]+ ms of them its own/,
  },
  {
    id: '02-failed-payment-from-brazil',
    // Slow, not declined.
    wrong: { country: 'JP' },
    about: 'trace',
    says: /one with webstore\.country=BR/,
  },
  {
    id: '03-funnel-and-abandonment',
    // The other way round.
    wrong: {
      abandonment:
        'sum by (country) (rate(webstore_funnel_stage_total{stage="checkout_complete"}[2m])) / sum by (country) (rate(webstore_funnel_stage_total{stage="add_to_cart"}[2m]))',
    },
    about: 'abandonment',
    says: /differ: /,
  },
];

describe.each(exercises)('the exercise $id', ({ id, wrong, about, says }) => {
  let startedAt: Date;
  let right: Answers;

  beforeAll(async () => {
    await ready();
    startedAt = await begins({ id });
  });
  afterAll(ends);

  it('is not passed by who answers nothing', async () => {
    const { exitCode, passed, findings } = await checked();
    expect({ exitCode, passed }).toEqual({ exitCode: exitCodes.failed, passed: false });
    expect(findings.filter(({ ok }) => ok)).toEqual([]);
  });

  it('can be solved from telemetry alone', async () => {
    right = await solved(id, startedAt);
    await answers(right);
  });

  it('is not passed with a plausible wrong answer, and says why', async () => {
    await answers(wrong);
    const { exitCode, findings } = await checked();
    expect(exitCode).toBe(exitCodes.failed);
    const said = findings.filter((one) => one.about === about && !one.ok).map(({ measured }) => measured);
    expect(said.join('\n')).toMatch(says);
  });

  it('is passed with what the solver found; then the customers go, and the score is kept', async () => {
    await answers(right);
    const { exitCode, all } = await run('exercise', 'check');
    expect(exitCode, all).toBe(0);
    // Two checks were wrong.
    expect(all).toMatch(/Passed: 90 of 100 after /);
    expect(all).toContain('The shortest way there');
    expect((await run('exercise', 'check')).all).toContain('No exercise is running');
    const { stdout } = await run('exercise', 'list', '--learner', learner, '--json');
    expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ id, best: 90, running: false }));
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

  it('refuse an answer to what nobody asked, and say what is asked', async () => {
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

  it('tell three hints, and then the last one again for nothing', async () => {
    const said: string[] = [];
    for (let asked = 0; asked < 4; asked++) said.push((await run('exercise', 'hint')).stdout);
    expect(said.slice(0, 3).map((text) => text.slice(0, 11))).toEqual([
      'Hint 1 of 3',
      'Hint 2 of 3',
      'Hint 3 of 3',
    ]);
    expect(said[3]).toContain('Hint 3 of 3');
  });

  it('can be given up, and are steady again after a reset', async () => {
    const { exitCode, all } = await run('exercise', 'give-up');
    expect(exitCode, all).toBe(0);
    expect(all).toContain('Given up: 0 of 100');
    const reset = await run('exercise', 'reset');
    expect(reset.exitCode, reset.all).toBe(0);
    expect(reset.all).toContain('Steady: ');
  });
});
