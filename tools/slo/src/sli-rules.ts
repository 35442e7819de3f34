import { secondsOf } from './duration.ts';
import type { Objective } from './objective.ts';
import { type Profile, recordedFrom, windowsOf } from './profiles.ts';
import { idLabels, moreThanAllBut, recorded, type Rule } from './rule.ts';

/**
 * The events of each window, the failed ones, and the ratio. Missing data must neither hide an outage nor make one:
 *
 * - No error was counted yet, so there is no series of errors: the ratio is 0, not missing.
 * - No event, or too few: no ratio. 0 would mean that all is well, and resolve an alert.
 * - Errors without events, as orders that become late after the last was accepted: they count as events themselves.
 * - Counted without being an event, as a customer who disconnects at once: subtracted from the total.
 * - The service is down, so its counters are stale, and over a long window a rate still reads the good times before.
 *   If the document names the service behind an objective, time without an answered scrape counts as all errors:
 *   ratio = unreachable + (1 - unreachable) × ratio of the counted events. Without events it is the share of that
 *   time alone.
 */
export function sliRules(objective: Objective, profile: Profile): Rule[] {
  return [
    ...(objective.reachable ? unreachableRules(objective, objective.reachable, profile) : []),
    ...windowsOf(profile).flatMap((window) =>
      [
        { record: eventRecord(window), expr: countedEvents(objective, window) },
        { record: failedRecord(window), expr: countedFailures(objective, window) },
        { record: ratioRecord(window), expr: ratio(objective, profile, window) },
      ].map((rule) => ({ ...rule, labels: { ...idLabels(objective), sloth_window: window } })),
    ),
  ];
}

export const ratioRecord = (window: string) => `slo:sli_error:ratio_rate${window}`;
export const eventRecord = (window: string) => `slo:sli_event:increase${window}`;
export const failedRecord = (window: string) => `slo:sli_failed:increase${window}`;
export const unreachableRecord = (window: string) => `slo:sli_unreachable:ratio${window}`;

/**
 * `up` alone is not enough: a service that was removed from the targets has none, and a service that is
 * starting has an `up` of 0 like one that is down. So a series that reads itself records services that were
 * up once. It expires after five minutes without an evaluation: a stopped lab does not count as an outage. It
 * ends with the last target of its environment: an environment that was brought down is no outage either.
 */
function unreachableRules(objective: Objective, selector: string, profile: Profile): Rule[] {
  const answers = `max by (environment) (${selector}) == 1`;
  const seen = `max by (environment) (${recorded('slo:sli_seen:bool', objective)})`;
  return [
    {
      record: 'slo:sli_seen:bool',
      expr: `${answers}\nor\n${seen}\nand on (environment) up{job="services"}`,
      labels: idLabels(objective),
    },
    {
      record: 'slo:sli_unreachable:bool',
      expr: `1 - (\n  ${answers}\n  or\n  0 * ${seen}\n)`,
      labels: idLabels(objective),
    },
    ...windowsOf(profile).map((window) => ({
      record: unreachableRecord(window),
      expr: shareOfWindow(recorded('slo:sli_unreachable:bool', objective), window, profile),
      labels: { ...idLabels(objective), sloth_window: window },
    })),
  ];
}

/**
 * A share of the whole window, not of the evaluated part: otherwise a restart of the lab would begin with an
 * outage of 100 %. One second is subtracted, so that the number of samples is the same whether both ends of a
 * window count, as in Prometheus 2, or one, as in 3.
 */
function shareOfWindow(series: string, window: string, { interval }: Profile): string {
  const seconds = secondsOf(window);
  return `sum_over_time(${series}[${seconds - 1}s]) / ${seconds / secondsOf(interval)}`;
}

function countedEvents(objective: Objective, window: string): string {
  const { bad, excluded, total } = objective;
  const all = increase(objective, total, window);
  if (excluded) return `${all}\n- ${increase(objective, excluded, window)}\nor\n${all}`;
  // Errors from another counter than the events come later, and may be more.
  if (!bad || nameOf(bad) === nameOf(total)) return all;
  const late = increase(objective, bad, window);
  return `${all}\n>= ${late}\nor\n${late}\nor\n${all}`;
}

function countedFailures(objective: Objective, window: string): string {
  const { good, bad } = objective;
  const events = sumOf(objective, eventRecord(window));
  if (bad) return `${increase(objective, bad, window)}\nor\n0 * ${events}`;
  // No good event was ever counted: all of them failed. A difference of zero may be negative by a rounding
  // error.
  return `clamp_min(\n  ${events}\n  - ${increase(objective, good!, window)}\n  or\n  ${events},\n  0\n)`;
}

function ratio(objective: Objective, profile: Profile, window: string): string {
  const failed = sumOf(objective, failedRecord(window));
  const events = sumOf(objective, eventRecord(window));
  const counted = `${failed}\n/\n(${events} > ${moreThanAllBut(recordedFrom(profile, window))})`;
  if (!objective.reachable) return counted;
  const share = `max by (environment) (${recorded(unreachableRecord(window), objective)})`;
  return `${share}\n+ (1 - ${share})\n* (\n${indented(counted)}\n)\nor\n${share} > 0`;
}

const nameOf = (counter: string) => counter.split('{')[0];

const increase = ({ by }: Objective, counter: string, window: string) =>
  `sum by (${by.join(', ')}) (increase(${counter}[${window}]))`;

const sumOf = (objective: Objective, record: string) =>
  `sum by (${objective.by.join(', ')}) (${recorded(record, objective)})`;

const indented = (text: string) => text.replace(/^/gm, '  ');
