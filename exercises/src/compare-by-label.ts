import type { Sample } from '@webstore/signals';
import type { Measured, Round } from './exercise.ts';

/** Two formulations of the same rate differ by less, as does an answer that is read one scrape later. */
const tolerance = 0.02;

const by = (label: string, samples: Sample[]) =>
  new Map(
    samples.flatMap(({ labels, value }) => (Number.isFinite(value) ? [[labels[label] ?? '', value]] : [])),
  );

const written = (label: string, values: Map<string, number>) =>
  [...values]
    .toSorted()
    .map(([name, value]) => `${name || `(no ${label})`} ${value.toFixed(2)}`)
    .join(', ') || 'nothing';

/** The learner's query and the reference query must agree at the same moment, for each value of a label. */
export async function compareByLabel(
  label: string,
  round: Round,
  answer: string,
  ours: string,
): Promise<Measured> {
  const query = round.answers[answer]!;
  const expected = by(label, await round.metrics.instant(ours, round.now));
  const measured = by(label, await round.metrics.instant(query, round.now));
  const apart = [...expected].filter(
    ([name, value]) => !(Math.abs(value - (measured.get(name) ?? Number.NaN)) <= tolerance),
  );
  return {
    ok: expected.size > 0 && apart.length === 0 && !measured.has(''),
    expected:
      expected.size > 0
        ? `one value for each ${label}, ${expected.size} of them, and each what the counters say`
        : 'customers who do something: wait until they have come',
    measured:
      apart.length > 0
        ? `${apart.map(([name]) => name).join(', ')} differ: ${written(label, measured)}`
        : written(label, measured),
    query,
  };
}
