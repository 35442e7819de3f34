import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { episodesOf, type Occurrence } from './episodes';

const at = (minute: number) => new Date(Date.UTC(2026, 10, 29, 10, minute)).toISOString();
const occurrence = (began: number, ended?: number, seen = began): Occurrence => ({
  startsAt: at(began),
  beganAt: at(began),
  endedAt: ended === undefined ? null : at(ended),
  seenAt: at(seen),
});
const shape = (...occurrences: Occurrence[]) =>
  episodesOf(occurrences).map(({ occurrences: group, endedAt }) => [
    group.map(({ startsAt }) => startsAt),
    endedAt,
  ]);

describe('the episodes of an alert', () => {
  it('contain the reported starts without an end between them', () => {
    expect(shape(occurrence(0), occurrence(5))).toEqual([[[at(0), at(5)], null]]);
    expect(shape(occurrence(0, 3), occurrence(5))).toEqual([
      [[at(0)], at(3)],
      [[at(5)], null],
    ]);
  });

  it('end for every start before the end', () => {
    expect(shape(occurrence(0), occurrence(5, 8))).toEqual([[[at(0), at(5)], at(8)]]);
  });

  it('end if Alertmanager did not have the alert for ten minutes and it fires again', () => {
    expect(shape(occurrence(0, undefined, 2), occurrence(12))).toEqual([[[at(0), at(12)], null]]);
    expect(shape(occurrence(0, undefined, 2), occurrence(13))).toEqual([
      [[at(0)], at(2)],
      [[at(13)], null],
    ]);
  });

  it('are not ended by an end at the time of their start', () => {
    expect(shape(occurrence(0, 5), occurrence(5))).toEqual([
      [[at(0)], at(5)],
      [[at(5)], null],
    ]);
  });

  it('are the same for any order of the occurrences', () => {
    const any = fc.record({ began: fc.nat(40), lasts: fc.option(fc.nat(20)), seen: fc.nat(20) });
    const unique = fc.uniqueArray(any, { maxLength: 8, selector: ({ began }) => began });
    const property = fc.property(unique, fc.infiniteStream(fc.double({ noNaN: true })), (all, order) => {
      const given = all.map(({ began, lasts, seen }) =>
        occurrence(began, lasts === null ? undefined : began + lasts, began + seen),
      );
      const shuffled = given
        .map((one) => ({ one, key: order.next().value }))
        .toSorted((a, b) => a.key - b.key);
      expect(shape(...shuffled.map(({ one }) => one))).toEqual(shape(...given));
    });
    fc.assert(property);
  });
});
