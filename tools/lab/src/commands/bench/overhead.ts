import { setTimeout as pause } from 'node:timers/promises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { type Round, RunningVariant } from './running-variant.ts';
import { spanCounts, spansPerUnit } from './span-counts.ts';
import { spread, type Spread } from './statistics.ts';
import { type Variant, variants } from './variants.ts';
import type { Workload } from './workloads.ts';

export interface Cost {
  /** Microseconds of CPU, all services together. */
  cpuPerUnit: Spread;
  cpuPerRequest: Spread;
  /** Of the requests, at the fixed rate, in milliseconds. */
  p50Ms: Spread;
  p99Ms: Spread;
  /** Requests a second that clients achieve without a pause. */
  throughput: Spread;
  rss: Spread;
  heap: Spread;
  /** Spans that reached the collector, per iteration of a client. */
  spans: Record<string, number>;
}

export interface Overhead {
  workload: string;
  unit: string;
  /** Arrivals a second, the same for all variants: 40 % of the slowest variant's capacity. */
  rate: number;
  rounds: number;
  seconds: number;
  costs: Record<Variant, Cost>;
}

export interface Effort {
  rounds: number;
  seconds: number;
  say(what: string): void;
}

/** Maximum age of the collector's span metrics. */
const SPANS_COUNTED_MS = 8_000;
/**
 * Warm-up for each measured second: V8 compiles a service's hot code only after some ten thousand requests.
 */
const WARM_UP = 1.5;
const SHARE_OF_CAPACITY = 0.4;

/**
 * Measures a workload with each variant in rotation, repeatedly, so that background load affects all alike.
 */
export async function overhead(lab: Lab, workload: Workload, effort: Effort): Promise<Overhead> {
  const measured = Object.fromEntries(variants.map((variant) => [variant, empty()])) as Record<
    Variant,
    Measured
  >;
  const inTurn = async (
    what: string,
    round: number,
    measure: (running: RunningVariant, of: Measured) => Promise<void>,
  ) => {
    for (const variant of variants) {
      effort.say(`${workload.name}: ${what}, round ${round + 1} of ${effort.rounds}, ${variant}`);
      const running = await RunningVariant.start(lab, workload, variant, WARM_UP * effort.seconds);
      try {
        await measure(running, measured[variant]);
      } finally {
        await running.stop();
      }
    }
  };

  for (let round = 0; round < effort.rounds; round++) {
    await inTurn('capacity', round, async (running, of) => {
      of.capacity.push((await running.round(effort.seconds)).load.perSecond);
    });
  }
  const slowest = Math.min(...variants.map((variant) => spread(measured[variant].capacity).median));
  const rate = SHARE_OF_CAPACITY * slowest;
  for (let round = 0; round < effort.rounds; round++) {
    await inTurn(`${rate.toFixed(0)} a second`, round, async (running, of) => {
      const last = round === effort.rounds - 1;
      const before = last ? await countedSpans(lab) : undefined;
      const seen = await running.round(effort.seconds, rate);
      of.rounds.push(seen);
      of.memory.push(await running.memory());
      if (before) of.spans = spansPerUnit(before, await countedSpans(lab), seen.load.iterations);
    });
  }
  return {
    workload: workload.name,
    unit: workload.unit,
    rate,
    rounds: effort.rounds,
    seconds: effort.seconds,
    costs: Object.fromEntries(variants.map((variant) => [variant, costOf(measured[variant])])) as Record<
      Variant,
      Cost
    >,
  };
}

interface Measured {
  capacity: number[];
  rounds: Round[];
  memory: { rss: number; heap: number }[];
  spans: Record<string, number>;
}

const empty = (): Measured => ({ capacity: [], rounds: [], memory: [], spans: {} });

async function countedSpans(lab: Lab) {
  await pause(SPANS_COUNTED_MS);
  return spanCounts(lab);
}

function costOf({ capacity, rounds, memory, spans }: Measured): Cost {
  return {
    cpuPerUnit: spread(rounds.map(({ cpuPerUnit }) => cpuPerUnit)),
    cpuPerRequest: spread(rounds.map(({ cpuPerRequest }) => cpuPerRequest)),
    p50Ms: spread(rounds.map(({ load }) => load.p50Ms)),
    p99Ms: spread(rounds.map(({ load }) => load.p99Ms)),
    throughput: spread(capacity),
    rss: spread(memory.map(({ rss }) => rss)),
    heap: spread(memory.map(({ heap }) => heap)),
    spans,
  };
}
