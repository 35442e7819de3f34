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

/** A scrape must answer although what a gauge asks does not. */
const READ_DEADLINE_MS = 1_000;

/**
 * A number that only grows. `add` records an exemplar when the active span's trace is kept.
 * @see https://github.com/siimon/prom-client — its own calls lose labels or throw once exemplars are on.
 */
export function counter<L extends string>(description: Description<L>) {
  const metric = new prometheus.Counter<L>({
    ...declared('counter', { exemplars: true, ...description }),
    enableExemplars: true,
  });
  const exemplars = new Exemplars();
  const seriesOf = knownSeries<L>(description);
  return {
    /** @param value how many, default 1; 0 makes the series visible before its first event */
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

/** A distribution, in base units (seconds, bytes). `observe` records an exemplar as `counter` does. */
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
    observe: measured((labels: Labels<L>, value: number, span?: Span): void => {
      if (leftOut(description)) return;
      const { series, place } = seriesOf(labels);
      const bucket = buckets.find((bound) => value <= bound) ?? Infinity;
      const exemplarLabels = exemplars.offer(`${place}${bucket}`, span ?? trace.getActiveSpan());
      metric.observe({ labels: series, value, exemplarLabels } as never);
    }),
    /** Makes the series visible before its first event; after that it would take it back to 0. */
    zero: measured((labels: Labels<L>): void => metric.zero(seriesOf(labels).series)),
  };
}

/**
 * Quantiles of the last ten minutes, computed here. They are exact to about a percent, whatever the values, and are of
 * this process alone: the quantiles of two cannot be made into one. No exemplars. Nearly always a histogram is right.
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
    observe: measured((labels: Labels<L>, value: number): void => {
      if (!leftOut(description)) metric.observe(seriesOf(labels).series, value);
    }),
  };
}

/**
 * A number that goes up and down. With `collect` it is read at each scrape; what cannot be read within a second has
 * no sample in that scrape, and is counted in `webstore_metric_reads_failed_total`.
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
        // The value of an earlier scrape would be a lie about now.
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
    set: measured((labels: Labels<L>, value: number): void => metric.set(seriesOf(labels).series, value)),
  };
}

/** A number that prom-client refuses (NaN, a label that was not declared) costs a measurement, and no order. */
function measured<Args extends unknown[]>(measure: (...args: Args) => void): (...args: Args) => void {
  return guarded('metrics', measure, () => undefined);
}

function leftOut({ customersOnly }: Pick<Description<string>, 'customersOnly'>): boolean {
  return customersOnly === true && isSynthetic();
}

interface Series<L extends string> {
  /** Labels as they may leave: without personal data, and few. */
  series: Labels<L>;
  /** The values in the order of the description, to tell one series from another. */
  place: string;
}

/** More label sets than these are looked at each time again. */
const MOST_SERIES = 1_000;

/** Gives the series of a measurement. What a label set becomes is found out once: it comes again with every request. */
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
    // A value too many is counted each time, and so is never known.
    if (series === clean && known.size < MOST_SERIES) known.set(asked, made);
    return made;
  };
}

const logger = new Logger('telemetry');
const valuesRefused = counter({
  name: 'webstore_metric_label_values_refused_total',
  help: 'Measurements whose label had a value too many and was replaced by "other": somebody uses an unbounded label.',
  labels: ['metric', 'label'],
  exemplars: false,
});
const readsFailed = counter({
  name: 'webstore_metric_reads_failed_total',
  help: 'Scrapes in which a metric that is read at that moment could not be read.',
  labels: ['metric'],
  exemplars: false,
});
