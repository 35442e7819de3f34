import { Logger } from '@nestjs/common';
import { type Span, trace } from '@opentelemetry/api';
import * as prometheus from 'prom-client';
import { within } from './deadline';
import { Exemplars } from './exemplars';
import { guarded } from '../guarded';
import { LabelGuard } from './label-guard';
import { redactedLabels } from '../redaction/redact-values';
import { declared, type Description } from './registry';
import { isSynthetic } from '../propagation/synthetic';

type Labels<L extends string> = Record<L, string | number>;

/** Maximum time to read a gauge, in milliseconds, so that a hanging read does not block the scrape. */
const READ_DEADLINE_MS = 1_000;

/**
 * A counter. `add` records an exemplar if the active span's trace is kept.
 * @see https://github.com/siimon/prom-client — its own calls lose labels or throw if exemplars are enabled.
 */
export function counter<L extends string>(description: Description<L>) {
  const metric = new prometheus.Counter<L>({
    ...declared('counter', { exemplars: true, ...description }),
    enableExemplars: true,
  });
  const exemplars = new Exemplars();
  const seriesOf = knownSeries<L>(description);
  return {
    /** Adds to the counter. `value` is the increment, default 1; 0 creates the series before its first event. */
    add: measured((labels: Labels<L>, value?: number, span?: Span): void => {
      const number = value ?? 1;
      if (number > 0 && leftOut(description)) return;
      const { series, place } = seriesOf(labels);
      const pointer = number > 0 && description.exemplars !== false;
      const exemplarLabels = pointer ? exemplars.offer(place, span ?? trace.getActiveSpan()) : undefined;
      metric.inc({ labels: series, value: number, exemplarLabels } as never);
    }),
  };
}

/** A histogram in base units (seconds, bytes). `observe` records an exemplar like `counter`. */
export function histogram<L extends string>(description: Description<L> & { buckets: number[] }) {
  const { buckets } = description;
  const metric = new prometheus.Histogram<L>({
    ...declared('histogram', { exemplars: true, ...description }),
    buckets,
    enableExemplars: true,
  });
  const exemplars = new Exemplars();
  const seriesOf = knownSeries<L>(description);
  return {
    /** Records one value in the base unit. `span` defaults to the active span. */
    observe: measured((labels: Labels<L>, value: number, span?: Span): void => {
      if (leftOut(description)) return;
      const { series, place } = seriesOf(labels);
      const bucket = buckets.find((bound) => value <= bound) ?? Infinity;
      const exemplarLabels = exemplars.offer(`${place}${bucket}`, span ?? trace.getActiveSpan());
      metric.observe({ labels: series, value, exemplarLabels } as never);
    }),
    /** Creates the series before its first event. Do not call it later: it resets the series to 0. */
    zero: measured((labels: Labels<L>): void => metric.zero(seriesOf(labels).series)),
  };
}

/**
 * A summary: quantiles of the last ten minutes, computed in this process, with about one percent error. Quantiles of
 * several processes cannot be combined, and there are no exemplars. Prefer a histogram.
 */
export function summary<L extends string>(
  description: Omit<Description<L>, 'exemplars'> & { quantiles: number[] },
) {
  const metric = new prometheus.Summary<L>({
    ...declared('summary', description),
    percentiles: description.quantiles,
    maxAgeSeconds: 600,
    ageBuckets: 5,
  });
  const seriesOf = knownSeries<L>(description);
  return {
    /** Records one value in the base unit. */
    observe: measured((labels: Labels<L>, value: number): void => {
      if (!leftOut(description)) metric.observe(seriesOf(labels).series, value);
    }),
  };
}

/**
 * A gauge. With `collect` it is read at each scrape. A read that fails or takes longer than a second yields no sample in
 * that scrape, and is counted in `webstore_metric_reads_failed_total`.
 */
export function gauge<L extends string>(
  description: Omit<Description<L>, 'exemplars'> & {
    collect?: (set: (labels: Labels<L>, value: number) => void) => unknown;
  },
) {
  const { collect, name } = description;
  const seriesOf = knownSeries<L>(description);
  const metric = new prometheus.Gauge<L>({
    ...declared('gauge', description),
    ...(collect && {
      async collect() {
        // Removes the outdated value of an earlier scrape.
        this.reset();
        if (!description.labels?.length) this.remove();
        let inTime = true;
        const read = async () =>
          void (await collect((labels, value) => inTime && this.set(seriesOf(labels).series, value)));
        await within(read(), READ_DEADLINE_MS).catch(() => readsFailed.add({ metric: name }));
        inTime = false;
      },
    }),
  });
  return {
    /** Sets the current value. */
    set: measured((labels: Labels<L>, value: number): void => metric.set(seriesOf(labels).series, value)),
  };
}

/** Guarded, so that an invalid value (NaN, an undeclared label) loses one measurement and does not fail an order. */
function measured<Args extends unknown[]>(measure: (...args: Args) => void): (...args: Args) => void {
  return guarded('metrics', measure, () => undefined);
}

function leftOut({ customersOnly }: Pick<Description<string>, 'customersOnly'>): boolean {
  return customersOnly === true && isSynthetic();
}

interface Series<L extends string> {
  /** Redacted labels with a bounded number of values. */
  series: Labels<L>;
  /** Key of the series: the label values in the order of the description. */
  place: string;
}

/** Maximum number of cached label sets. Others are processed each time. */
const MOST_SERIES = 1_000;

/** Returns a function that maps labels to a series, with a cache, because the same label sets recur with every request. */
function knownSeries<L extends string>({ name, labels: names = [] }: Description<L>) {
  const guard = new LabelGuard((label, isFirst) => {
    valuesRefused.add({ metric: name, label });
    if (isFirst) logger.warn(`${name} has too many values of ${label}: from now on new ones are "other"`);
  });
  const known = new Map<string, Series<L>>();
  const placeOf = (labels: Labels<L>) => names.reduce((place, label) => `${place}${labels[label]}\0`, '');
  return (labels: Labels<L>): Series<L> => {
    const asked = placeOf(labels);
    const found = known.get(asked);
    if (found) return found;
    const clean = redactedLabels(labels);
    const series = guard.bounded(clean);
    const made = { series, place: placeOf(series) };
    // A replaced value is not cached, so that each occurrence is counted.
    if (series === clean && known.size < MOST_SERIES) known.set(asked, made);
    return made;
  };
}

const logger = new Logger('telemetry');
const valuesRefused = counter({
  name: 'webstore_metric_label_values_refused_total',
  help: 'Measurements whose label value exceeded the limit and was replaced by "other": the label is unbounded.',
  labels: ['metric', 'label'],
  exemplars: false,
});
const readsFailed = counter({
  name: 'webstore_metric_reads_failed_total',
  help: 'Scrapes in which a metric that is read at that moment could not be read.',
  labels: ['metric'],
  exemplars: false,
});
