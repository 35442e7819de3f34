import type { Measured } from './exercise.ts';

/** A share that was read some seconds ago, and its current value. */
export function isWithinTolerance(
  answer: string,
  now: number | undefined,
  { moved, nothing, query }: { moved: number; nothing: string; query: string },
): Measured {
  const answered = Number(answer);
  const apart = now === undefined ? undefined : Math.abs(answered - now);
  return {
    ok: apart !== undefined && apart <= moved,
    expected: `a share from 0 to 1, not further than ${moved} from what it is now`,
    measured: apart === undefined ? nothing : `your answer ${answered} differs by ${apart.toFixed(2)}`,
    query,
  };
}
