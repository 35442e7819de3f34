import type { Result } from '../learners.ts';
import type { RoundFile } from '../round-file.ts';

/**
 * The checks with a wrong or missing answer. A mitigation without a visible effect yet is not wrong: it is
 * pending.
 * @param questions their names
 */
export const wrongTriesOf = ({ tries }: RoundFile, questions: string[]): number =>
  tries.filter(({ wrong }) => wrong.some((name) => questions.includes(name))).length;

/** The recorded result of a round, except for its outcome and score. */
export function resultOf(
  round: RoundFile,
  endedAt: Date,
  questions: string[],
): Omit<Result, 'outcome' | 'score'> {
  const { exercise, startedAt, hints } = round;
  return {
    exercise,
    startedAt,
    endedAt,
    hints: hints.length,
    wrongTries: wrongTriesOf(round, questions),
    solvedAfter: solvedAfter(round),
  };
}

/** Seconds until the check from which on each question was answered correctly. */
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
