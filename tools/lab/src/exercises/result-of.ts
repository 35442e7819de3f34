import type { Result } from './learners.ts';
import type { RoundFile } from './round-file.ts';

/** What is kept of a round that ended, but for how it did. */
export function resultOf(round: RoundFile, endedAt: Date): Omit<Result, 'outcome' | 'score'> {
  const { exercise, startedAt, hints, tries } = round;
  return {
    exercise,
    startedAt,
    endedAt,
    hints: hints.length,
    wrongTries: tries.filter(({ wrong }) => wrong.length > 0).length,
    solvedAfter: solvedAfter(round),
  };
}

/** Seconds until the check from which on each question was answered rightly. */
function solvedAfter({ startedAt, tries }: RoundFile): Record<string, number> {
  const right = tries.at(-1)?.right ?? [];
  return Object.fromEntries(
    right.map((name) => {
      const lastWrong = tries.findLastIndex(({ wrong }) => wrong.includes(name));
      const since = tries[lastWrong + 1]!;
      return [name, Math.round((since.at.getTime() - startedAt.getTime()) / 1000)];
    }),
  );
}
