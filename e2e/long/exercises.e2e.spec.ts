import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { aRound } from '../support/exercises/guided-exercise.ts';
import {
  type Answers,
  answers,
  begins,
  checked,
  ends,
  solved,
} from '../support/exercises/exercise-rounds.ts';
import { lab, ready, run } from '../support/labs/running-lab.ts';

/** Exercises that take longer than CI allows: the queries need two minutes of traffic. */
describe('the exercise 04-segments', () =>
  aRound({
    id: '04-segments',
    // Absolute numbers instead of shares: they fall for every segment at night.
    wrong: () => ({
      alert:
        'sum(rate(webstore_customer_segment_total{segment="vip"}[2m])) < 0.5 * sum(rate(webstore_customer_segment_total{segment="vip"}[10m] offset 2m))',
    }),
    about: 'alert',
    says: /it has one/,
  }));

/** An alert that fires, is acknowledged, and is resolved. */
describe('the exercise 05-service-down', () => {
  const id = '05-service-down';
  let startedAt: Date;
  let right: Answers;

  beforeAll(async () => {
    await ready();
    startedAt = await begins({ id });
  });
  afterAll(async () => {
    await run('start', 'cart');
    await ends();
  });

  it('is not passed without a solution, nor with a page of another alert', async () => {
    expect(await checked()).toMatchObject({ exitCode: exitCodes.failed, passed: false });
    await answers({ service: 'cart', page: '999999' });
    const { exitCode, findings } = await checked();
    expect(exitCode).toBe(exitCodes.failed);
    const said = findings.map(({ measured }) => measured).join('\n');
    expect(said).toContain('no ServiceDown so far');
    expect(said).toContain('the pager has no page 999999');
  });

  it('can be solved: stop a service, acknowledge the page, and start the service again', async () => {
    right = await solved(id, startedAt, 420_000);
  }, 450_000);

  it('is not passed with a service other than the stopped one', async () => {
    await answers({ ...right, service: 'catalog' });
    const { exitCode, findings } = await checked();
    expect(exitCode).toBe(exitCodes.failed);
    expect(findings.map(({ measured }) => measured)).toContain('ServiceDown of cart');
  });

  it('is passed with the actual service and page', async () => {
    await answers(right);
    const { exitCode, all } = await run('exercise', 'check');
    expect(exitCode, all).toBe(0);
    // Three checks were wrong.
    expect(all).toMatch(/Passed: 85 of 100 after /);
  });
});

/** Applies a learner's changes to the sources of catalog after the round has begun, and reverts them. */
describe('the exercise 06-product-views', () => {
  const id = '06-product-views';
  const patched = (...options: string[]) =>
    execa('git', ['apply', ...options, `exercises/${id}/reference-solution.patch`], { cwd: lab.root });

  aRound({
    id,
    // It counts the same views as before.
    wrong: () => ({ counter: 'webstore_funnel_stage_total' }),
    about: 'counter',
    says: /was there before you began/,
  });

  beforeAll(async () => {
    await patched();
    expect(await run('restart', 'catalog')).toMatchObject({ exitCode: 0 });
  });
  afterAll(async () => {
    await patched('-R');
    await run('restart', 'catalog');
  });
});
