import { randomUUID } from 'node:crypto';
import { type Country, countries } from '@webstore/contracts';
import { describe, expect, it } from 'vitest';
import { decide } from './decision';

const orders = Array.from({ length: 20_000 }, () => randomUUID());
const declineShare = (country: Country) =>
  orders.filter((id) => decide(id, country).decline).length / orders.length;

describe('decide', () => {
  it('always decides the same for the same order', () => {
    for (const id of orders.slice(0, 100)) expect(decide(id, 'BR')).toEqual(decide(id, 'BR'));
  });

  it('declines about 15 % in Brazil', () => {
    expect(declineShare('BR')).toBeGreaterThan(0.135);
    expect(declineShare('BR')).toBeLessThan(0.165);
  });

  it.each(countries.filter((country) => country !== 'BR'))(
    'declines one or two in a hundred in %s',
    (country) => {
      expect(declineShare(country)).toBeGreaterThan(0.005);
      expect(declineShare(country)).toBeLessThan(0.026);
    },
  );

  it('answers slowly in Japan and fast in other countries', () => {
    for (const id of orders.slice(0, 200)) {
      expect(decide(id, 'JP').delayMs).toBeGreaterThanOrEqual(700);
      expect(decide(id, 'DE').delayMs).toBeLessThanOrEqual(120);
    }
  });
});
