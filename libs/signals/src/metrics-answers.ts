import { z } from 'zod';

const labels = z.record(z.string(), z.string());

/** Prometheus writes numbers as strings, and infinity in a form that `Number` does not parse. */
const number = z
  .string()
  .transform((text) => (/^[+-]Inf$/.test(text) ? Number(`${text[0]}Infinity`) : Number(text)));

const moment = z.number().transform((seconds) => new Date(seconds * 1000));
const point = z.tuple([moment, number]).transform(([at, value]) => ({ at, value }));

const sample = z
  .object({ metric: labels, value: point })
  .transform(({ metric, value }) => ({ labels: metric, ...value }));
/** One series at one point in time. */
export type Sample = z.infer<typeof sample>;

const series = z
  .object({ metric: labels, values: z.array(point) })
  .transform(({ metric, values }) => ({ labels: metric, points: values }));
/** One series over a period. */
export type Series = z.infer<typeof series>;

const success = z.literal('success');

export const instantAnswer = z.object({
  status: success,
  data: z.discriminatedUnion('resultType', [
    z.object({ resultType: z.literal('vector'), result: z.array(sample) }).transform(({ result }) => result),
    z
      .object({ resultType: z.literal('scalar'), result: point })
      .transform(({ result }): Sample[] => [{ labels: {}, ...result }]),
  ]),
});

export const rangeAnswer = z.object({
  status: success,
  data: z.object({ resultType: z.literal('matrix'), result: z.array(series) }),
});

const exemplarsOfSeries = z
  .object({
    seriesLabels: labels,
    exemplars: z.array(z.object({ labels, value: number, timestamp: moment })),
  })
  .transform(({ seriesLabels, exemplars }) =>
    exemplars.map((one) => ({
      series: seriesLabels,
      /** Trace id of the exemplar, if it has one. */
      traceId: one.labels['trace_id'],
      labels: one.labels,
      value: one.value,
      at: one.timestamp,
    })),
  );
/** One measurement with the id of its trace. */
export type Exemplar = z.infer<typeof exemplarsOfSeries>[number];

export const exemplarAnswer = z.object({ status: success, data: z.array(exemplarsOfSeries) });

const target = z.object({
  labels,
  scrapePool: z.string(),
  scrapeUrl: z.string(),
  health: z.enum(['up', 'down', 'unknown']),
  lastError: z.string(),
});
/** A scrape target of Prometheus with its state. */
export type Target = z.infer<typeof target>;

export const targetsAnswer = z.object({
  status: success,
  data: z.object({ activeTargets: z.array(target) }),
});

const alertRule = z.object({
  name: z.string(),
  query: z.string(),
  /** How long the condition must hold before the alert fires, in seconds. */
  duration: z.number(),
  state: z.enum(['inactive', 'pending', 'firing']),
  health: z.string(),
  labels,
  annotations: labels,
  alerts: z.array(
    z.object({ labels, annotations: labels, state: z.string(), activeAt: z.iso.datetime({ offset: true }) }),
  ),
});
/** An alert rule of Prometheus with its state. */
export type AlertRule = z.infer<typeof alertRule>;

export const rulesAnswer = z.object({
  status: success,
  data: z.object({ groups: z.array(z.object({ name: z.string(), rules: z.array(alertRule) })) }),
});
