import { bound, isBack, rangeOf } from '@webstore/faults';
import { fill, queries } from '@webstore/signals';
import type { Measured, Predicate, Round } from '../exercise.ts';
import { indicators, unsteady } from '../objectives.ts';
import { environment } from '../queries.ts';
import { isDiagnosed } from './ground-truth.ts';

const windowMs = 20_000;
const windows = 3;
/** Over all of the windows. */
const lookBackSeconds = (windows * windowMs) / 1000;
/** `VISIT_SECONDS` of load-tests, which only k6 can import: the interval between a customer's visits. */
export const visitSeconds = 3;

const before = (moment: Date, ms: number) => new Date(moment.getTime() - ms);
const figure = (value: number | undefined) => (value === undefined ? 'nothing' : value.toPrecision(3));

/** The affected signal is back at its baseline, in each of the last windows. */
export const isRestored: Predicate = {
  about: 'mitigated',
  holds: 'The metric of the failure is back in its earlier range, in three consecutive windows.',
  needs: [],
  async check(round): Promise<Measured> {
    const { truth } = round;
    if (!truth || !isDiagnosed(round))
      return {
        ok: false,
        expected: 'component and cause first: what broke, or that nothing did',
        measured: 'not known yet',
        query: '',
      };
    const { fault, onset } = truth;
    if (!fault) return { ok: true, expected: 'nothing was broken', measured: 'nothing is', query: '' };
    const { at, query, ...effect } = fault.reading;
    const usual = rangeOf(await readings(at, before(onset, windowMs / 4), round.startedAt));
    const latest = await Promise.all(
      Array.from({ length: windows }, (_, back) => at(before(round.now, back * windowMs))),
    );
    return {
      // Without a baseline nothing counts as restored.
      ok: latest.every((value) => value !== undefined && isBack(value, usual, effect)),
      expected: `${effect.direction === 'above' ? 'at most' : 'at least'} ${figure(bound(usual, effect))}, each of the last ${windows} times that 20 seconds went by`,
      measured: latest.toReversed().map(figure).join(', '),
      query,
    };
  },
};

/** Values from the start of the traffic until the onset, every five seconds. */
async function readings(
  at: (moment: Date) => Promise<number | undefined>,
  to: Date,
  from: Date,
): Promise<number[]> {
  const moments: Date[] = [];
  for (let ms = from.getTime() + 1.25 * windowMs; ms <= to.getTime(); ms += windowMs / 4)
    moments.push(new Date(ms));
  return (await Promise.all(moments.map(at))).filter((value) => value !== undefined);
}

export const objectivesAreKept: Predicate = {
  about: 'mitigated',
  holds: 'Every objective is met.',
  needs: [],
  async check({ metrics, now }) {
    const all = await indicators(metrics, now);
    const broken = unsteady(all);
    return {
      ok: all.length > 0 && broken.length === 0,
      expected: 'no objective fails more than it may, over the last 25 seconds',
      measured:
        broken.map(({ objective, failedNow }) => `${objective} fails ${figure(failedNow)}`).join(', ') ||
        'none does',
      query: fill(queries.errorRatioNow.text, { environment }),
    };
  },
};

export const customersStillCome: Predicate = {
  about: 'mitigated',
  holds: 'As many customers come as scheduled.',
  needs: [],
  async check({ metrics, now, customers }: Round) {
    const query = fill(queries.visitsStarted.text, { environment });
    const period = { from: before(now, lookBackSeconds * 1000), to: now };
    // Waves of additional customers may overlap: each counts separately.
    const waves = (await metrics.range(query, period, 5)).flatMap(({ points: [first, ...more] }) => {
      const last = more.at(-1);
      if (!first || !last) return [];
      return [{ seconds: (last.at.getTime() - first.at.getTime()) / 1000, came: last.value - first.value }];
    });
    const seconds = Math.max(0, ...waves.map((wave) => wave.seconds));
    const came = waves.reduce((sum, wave) => sum + wave.came, 0);
    const scheduled = (seconds * customers.users) / visitSeconds;
    return {
      ok: scheduled > 0 && came >= 0.95 * scheduled,
      expected: `at least 95 % of the ${figure(scheduled)} visits of the last ${lookBackSeconds} seconds`,
      measured: `${figure(came)}`,
      query,
    };
  },
};

export const telemetryIsWhole: Predicate = {
  about: 'mitigated',
  holds: 'Prometheus scrapes all services, and the spans that they create arrive.',
  needs: [],
  async check({ metrics, now }) {
    const window = `${lookBackSeconds}s`;
    const query = fill(queries.servicesUp.text, { environment });
    const [up, made, arrived] = await Promise.all([
      metrics.instant(query, now),
      metrics.instant(fill(queries.spansMade.text, { environment, window }), now),
      metrics.instant(fill(queries.spansByService.text, { environment, window }), now),
    ]);
    const arrivedOf = new Map(arrived.map(({ labels, value }) => [labels['service_name'], value]));
    const stopped = up.flatMap(({ labels, value }) => (value === 1 ? [] : [`${labels['service']} is down`]));
    const silent = made.flatMap(({ labels, value }) => {
      const share = (arrivedOf.get(labels['service']) ?? 0) / value;
      return value > 1 && share < 0.8
        ? [`${figure(100 * share)} % of the spans of ${labels['service']} arrive`]
        : [];
    });
    return {
      ok: up.length > 0 && made.length > 0 && stopped.length + silent.length === 0,
      expected: 'up is 1 for each, and four in five spans arrive at least',
      measured: [...stopped, ...silent].join(', ') || 'correct',
      query,
    };
  },
};
