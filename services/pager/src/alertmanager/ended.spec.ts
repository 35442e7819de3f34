import { describe, expect, it } from 'vitest';
import { hasEnded } from './ended';

const page = { fingerprint: 'f1', startsAt: '2026-11-21T10:00:00.123Z' };
const now = new Date('2026-11-21T11:00:00Z');
const longAgo = new Date('2026-11-21T09:00:00Z');

describe('whether an alert has ended without a word', () => {
  it('goes on while Alertmanager holds it, silenced or not', () => {
    const held = [{ fingerprint: 'f1', startsAt: '2026-11-21T11:00:00.123+01:00' }];
    expect(hasEnded(page, held, longAgo, now)).toBe(false);
  });

  it('has ended when Alertmanager holds it no longer', () => {
    expect(hasEnded(page, [{ ...page, fingerprint: 'f2' }], longAgo, now)).toBe(true);
  });

  it('has ended when the same alert began anew', () => {
    expect(hasEnded(page, [{ ...page, startsAt: '2026-11-21T10:59:00Z' }], longAgo, now)).toBe(true);
  });

  it('is not said of an Alertmanager that has just started and knows nothing yet', () => {
    expect(hasEnded(page, [], new Date(now.getTime() - 60_000), now)).toBe(false);
    expect(hasEnded(page, [], new Date(now.getTime() - 120_000), now)).toBe(true);
  });
});
