import { setTimeout as pause } from 'node:timers/promises';
import { Metrics } from '@webstore/signals';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { answered, putLoad } from './load.ts';
import { type Target, target } from './targets.ts';
import { workloads } from './workloads.ts';

/** Stored telemetry at a rate of orders. */
export interface Stored {
  orders: number;
  /** Series of the shop in Prometheus: its services' own and those made from spans. */
  activeSeries: number;
  /** Received by the collector, before sampling. */
  spansPerOrder: number;
  /** Received by Loki: lines and their metadata. */
  logBytesPerOrder: number;
  /** Samples that Prometheus scraped from all targets. */
  samplesPerOrder: number;
}

const TIMES = 10;
/** Long enough for two scrapes, a batch and the later steps of an order. */
const SETTLED_MS = 15_000;
const queries = {
  activeSeries: 'count({job=~"services|span-metrics"})',
  spans: 'sum(otelcol_receiver_accepted_spans_total)',
  logBytes: 'sum(loki_distributor_bytes_received_total)',
  samples: 'prometheus_tsdb_head_samples_appended_total',
};

export interface Growth {
  perSecond: number;
  seconds: number;
  normal: Stored;
  tenfold: Stored;
}

/** The same orders at a rate and at ten times that rate, after a warm-up that creates every series. */
export async function growth(
  lab: Lab,
  perSecond: number,
  seconds: number,
  say: (what: string) => void,
): Promise<Growth> {
  say('growth: warm-up');
  await stored(lab, TIMES * perSecond, seconds);
  say(`growth: ${perSecond} orders a second`);
  const normal = await stored(lab, perSecond, seconds);
  say(`growth: ${TIMES * perSecond} orders a second`);
  const tenfold = await stored(lab, TIMES * perSecond, seconds);
  return { perSecond, seconds, normal, tenfold };
}

async function stored(lab: Lab, perSecond: number, seconds: number): Promise<Stored> {
  const { script, env } = workloads.find(({ name }) => name === 'checkout')!;
  const before = await read(lab);
  const { iterations: orders } = answered(await putLoad(lab, { script, seconds, perSecond, env: env(lab) }));
  await pause(SETTLED_MS);
  const after = await read(lab);
  const each = (what: keyof typeof queries) => (after[what] - before[what]) / orders;
  return {
    orders,
    activeSeries: after.activeSeries,
    spansPerOrder: each('spans'),
    logBytesPerOrder: each('logBytes'),
    samplesPerOrder: each('samples'),
  };
}

async function read(lab: Lab): Promise<Record<keyof typeof queries, number>> {
  const metrics = new Metrics({ baseUrl: lab.url('prometheus') });
  const entries = Object.entries(queries).map(
    async ([name, query]) => [name, (await metrics.instant(query))[0]?.value ?? NaN] as const,
  );
  return Object.fromEntries(await Promise.all(entries)) as Record<keyof typeof queries, number>;
}

/** Tolerance for random differences between the orders. */
const SCATTER = 1.05;

export function growthTargets({ normal, tenfold }: Growth): Target[] {
  const ratio = (what: Exclude<keyof Stored, 'orders'>) => tenfold[what] / normal[what];
  return [
    target('growth: active series at ten times the orders', ratio('activeSeries'), 1.05),
    target('growth: spans per order', ratio('spansPerOrder'), SCATTER),
    target('growth: bytes of logs per order', ratio('logBytesPerOrder'), SCATTER),
    target('growth: samples per order', ratio('samplesPerOrder'), SCATTER),
  ];
}
