import { describe, expect, it } from 'vitest';
import type { Exercise, Predicate, Round } from './exercise.ts';
import { grade } from './grade.ts';

const holds: Predicate = {
  about: 'trace',
  holds: 'The trace is stored.',
  check: () => Promise.resolve({ ok: true, expected: 'a trace', measured: 'a trace', query: 'by its id' }),
};
const exercise = (...predicates: Predicate[]) => ({ predicates }) as Exercise;
const round = (answers: Record<string, string>) => ({ answers }) as Round;

describe('grading', () => {
  it('fails for a missing answer, and shows how to answer', async () => {
    const [finding] = await grade(exercise(holds), round({}));
    expect(finding).toMatchObject({ ok: false, measured: 'no answer yet' });
    expect(finding!.expected).toContain('./lab exercise answer trace=');
  });

  it('checks the mitigation without an answer', async () => {
    const [finding] = await grade(exercise({ ...holds, needs: [] }), round({}));
    expect(finding!.ok).toBe(true);
  });

  it('returns the error of a store that rejected a query', async () => {
    const refuses = { ...holds, check: () => Promise.reject(new Error('prometheus: answered 400')) };
    const [finding] = await grade(exercise(refuses), round({ trace: 'x' }));
    expect(finding).toMatchObject({ ok: false, measured: 'prometheus: answered 400' });
  });

  it('runs every check, also after a failed one', async () => {
    const findings = await grade(exercise(holds, { ...holds, about: 'span' }, holds), round({ trace: 'x' }));
    expect(findings.map(({ ok }) => ok)).toEqual([true, false, true]);
  });
});
