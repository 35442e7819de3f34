import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AttemptBudget, MAX_OUTAGES } from './attempt-budget';

describe('the attempts of a message', () => {
  it('are reset after an outage', () => {
    const sut = new AttemptBudget(2);
    expect(sut.failed()).toBe('retry');
    expect(sut.outageEnded()).toBe('retry');
    expect(sut.failed()).toBe('retry');
    expect(sut.failed()).toBe('park');
  });

  it('are limited for any order of failures and outages', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 8 }), fc.infiniteStream(fc.boolean()), (attempts, wasDown) => {
        const sut = new AttemptBudget(attempts);
        const most = (MAX_OUTAGES + 1) * attempts;
        let inARow = 0;
        for (let tries = 1; ; tries++) {
          const down = wasDown.next().value as boolean;
          inARow = down ? 0 : inARow + 1;
          expect(tries).toBeLessThanOrEqual(most);
          if ((down ? sut.outageEnded() : sut.failed()) === 'park') return;
          expect(inARow).toBeLessThan(attempts);
        }
      }),
    );
  });
});
