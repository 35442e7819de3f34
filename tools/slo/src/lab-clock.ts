import { isScalar, parseDocument, visit } from 'yaml';
import { scaled } from './duration.ts';

/** The duration settings of the alerting chain in rule files, Prometheus and Alertmanager. */
const durationKeys = new Set([
  'interval',
  'for',
  'keep_firing_for',
  'scrape_interval',
  'scrape_timeout',
  'evaluation_interval',
  'group_wait',
  'group_interval',
  'repeat_interval',
]);

/**
 * A file of rules or a configuration for a clock that runs `clock` times as fast: each interval, hold time
 * and window is divided by it. Names and labels of recorded series keep the shipped window, so that queries
 * and dashboards find them.
 */
export function onLabClock(yaml: string, clock: number): string {
  if (clock === 1) return yaml;
  const document = parseDocument(yaml);
  visit(document, {
    Pair(_, { key, value }) {
      if (!isScalar(key) || !isScalar(value) || typeof value.value !== 'string') return;
      if (key.value === 'expr') value.value = queryOnLabClock(value.value, clock);
      else if (durationKeys.has(String(key.value))) value.value = durationOnLabClock(value.value, clock);
    },
  });
  return document.toString({ lineWidth: 0 });
}

export const durationOnLabClock = (duration: string, clock: number): string =>
  clock === 1 ? duration : scaled(duration, 1 / clock);

/** A string, which stays unchanged, or a PromQL or LogQL duration: a range, a subquery or an offset. */
const stringOrDuration =
  /"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|`[^`]*`|\[[\da-z\s:]+\]|\boffset\s+-?\d[\da-z]*/g;

const queryOnLabClock = (query: string, clock: number) =>
  query.replace(stringOrDuration, (text) =>
    /^["'`]/.test(text)
      ? text
      : text.replace(/\d[\da-z]*/g, (duration) => durationOnLabClock(duration, clock)),
  );
