import { reservationStates } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { outcomeOf, type ReservationState, type Step } from './reservation';

const steps: Step[] = ['commit', 'release', 'return'];

function levelsAfter(path: Step[]): {
  onHand: number;
  reserved: number;
  sold: number;
  state: ReservationState;
} {
  const levels = { onHand: 0, reserved: 1, sold: 0, state: 'held' as ReservationState };
  for (const step of path) {
    const outcome = outcomeOf(levels.state, step);
    if (!outcome) continue;
    levels.state = outcome.state;
    levels.onHand += outcome.onHand;
    levels.reserved += outcome.reserved;
    levels.sold += outcome.booked === 'sold' ? 1 : outcome.booked === 'returned' ? -1 : 0;
  }
  return levels;
}

const paths = steps.flatMap((a) =>
  steps.flatMap((b) => steps.flatMap((c) => steps.map((d) => [a, b, c, d]))),
);

describe('a reservation', () => {
  it('sells the held stock', () => {
    expect(outcomeOf('held', 'commit')).toMatchObject({ state: 'committed', onHand: -1, reserved: -1 });
  });

  it('takes the stock again if the order completes after the release', () => {
    expect(outcomeOf('released', 'commit')).toMatchObject({ state: 'committed', onHand: -1, reserved: 0 });
  });

  it('changes nothing for a repeated step', () => {
    expect(outcomeOf('committed', 'commit')).toBeUndefined();
    expect(outcomeOf('released', 'release')).toBeUndefined();
    expect(outcomeOf('returned', 'return')).toBeUndefined();
  });

  it('sells nothing if the refund arrives before the completion', () => {
    expect(levelsAfter(['return', 'commit'])).toEqual({ state: 'returned', onHand: 0, reserved: 0, sold: 0 });
  });

  it('keeps the totals consistent on every path of four steps', () => {
    for (const path of paths) {
      const { onHand, reserved, sold, state } = levelsAfter(path);
      expect(onHand + sold, path.join()).toBe(0);
      expect(reserved, path.join()).toBe(state === 'held' ? 1 : 0);
      expect(sold, path.join()).toBe(state === 'committed' ? 1 : 0);
    }
  });

  it('has a way out of each state: held stock expires, sold goods come back, and a paid order gets released stock', () => {
    expect(outcomeOf('held', 'release')?.state).toBe('released');
    expect(outcomeOf('released', 'commit')?.state).toBe('committed');
    expect(outcomeOf('committed', 'return')?.state).toBe('returned');
  });

  it('handles every state', () => {
    for (const state of reservationStates) expect(() => outcomeOf(state, 'commit')).not.toThrow();
  });
});
