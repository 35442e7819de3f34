import { secondsOf } from './duration.ts';
import type { Objective } from './objective.ts';
import { isLong, type Profile, windowsOf } from './profiles.ts';
import { idLabels, recorded, type Rule } from './rule.ts';

/**
 * The share of events that failed, over each window. What is absent must neither hide an outage nor make one:
 *
 * - No error was counted yet: there is no series of errors. That is a ratio of 0, and not nothing.
 * - No event at all: 0 / 0. Again 0; a `NaN` would spoil every sum over it.
 * - Errors without events, as orders become late after the last was accepted: 1, and not infinity.
 * - What is counted and is no event, as a customer who hangs up at once: it is taken off the total.
 * - Nobody counts, as the service is gone. Its counters are stale, and over a long window a rate still reads the good
 *   times before. So where the document says by whom an objective is served, the time in which no instance answered a
 *   scrape is all error: ratio = unreachable + (1 - unreachable) × ratio of what was counted.
 */
export function sliRules(objective: Objective, profile: Profile): Rule[] {
  const windows = windowsOf(profile);
  return [
    ...(objective.reachable ? unreachableRules(objective, objective.reachable, profile) : []),
    ...(objective.excluded ? eventRules(objective, objective.excluded, profile) : []),
    ...windows.map((window) => ({
      record: `slo:sli_error:ratio_rate${window}`,
      expr: objective.reachable
        ? withUnreachable(objective, window, counted(objective, profile, window))
        : `(\n${indented(counted(objective, profile, window))}\n)\nor\n0 * ${rate(objective, objective.total, window)}`,
      labels: { ...idLabels(objective), sloth_window: window },
    })),
  ];
}

/**
 * `up` alone cannot say it: a service that was taken from the targets has none, and one that is only being started has
 * an `up` of 0 like one that is gone. So whoever was seen once is remembered, in a series that reads itself. It
 * forgets when nothing was evaluated for five minutes: a lab that was down is not away.
 */
function unreachableRules(objective: Objective, selector: string, profile: Profile): Rule[] {
  const answers = `max by (environment) (${selector}) == 1`;
  const seen = `max by (environment) (${recorded('slo:sli_seen:bool', objective)})`;
  return [
    { record: 'slo:sli_seen:bool', expr: `${answers}\nor\n${seen}`, labels: idLabels(objective) },
    {
      record: 'slo:sli_unreachable:bool',
      expr: `1 - (\n  ${answers}\n  or\n  0 * ${seen}\n)`,
      labels: idLabels(objective),
    },
    ...windowsOf(profile).map((window) => ({
      record: `slo:sli_unreachable:ratio${window}`,
      expr: shareOfWindow(recorded('slo:sli_unreachable:bool', objective), window, profile),
      labels: { ...idLabels(objective), sloth_window: window },
    })),
  ];
}

/** How many events there are, where not all that is counted is one. A rule of its own: a ratio names it three times. */
function eventRules(objective: Objective, excluded: string, profile: Profile): Rule[] {
  return windowsOf(profile).map((window) => {
    const all = rate(objective, objective.total, window);
    return {
      record: eventRecord(window),
      expr: `${all}\n- ${rate(objective, excluded, window)}\nor\n${all}`,
      labels: { ...idLabels(objective), sloth_window: window },
    };
  });
}

const eventRecord = (window: string) => `slo:sli_event:rate${window}`;

/** The rate of all events of an objective. */
const events = (objective: Objective, window: string) =>
  objective.excluded
    ? `sum by (${objective.by.join(', ')}) (${recorded(eventRecord(window), objective)})`
    : rate(objective, objective.total, window);

/**
 * A share of the whole window, not of the part that was evaluated: else a restart of the lab would begin with an outage
 * of 100 %. A second is taken off, so that there are as many samples whether both ends of a window count, as in
 * Prometheus 2, or one, as in 3.
 */
function shareOfWindow(series: string, window: string, { interval }: Profile): string {
  const seconds = secondsOf(window);
  return `sum_over_time(${series}[${seconds - 1}s]) / ${seconds / secondsOf(interval)}`;
}

function withUnreachable(objective: Objective, window: string, ratio: string): string {
  const share = `max by (environment) (${recorded(`slo:sli_unreachable:ratio${window}`, objective)})`;
  return `${share}\n+ (1 - ${share})\n* (\n${indented(ratio)}\n)\nor\n${share}`;
}

/** The ratio of what was counted; nothing when nothing was, or too little to say anything. */
function counted(objective: Objective, profile: Profile, window: string): string {
  const ratio = `${failed(objective, window)}\n>= 0`;
  if (!isLong(profile, window)) return ratio;
  const enough = objective.excluded
    ? `${secondsOf(window)} * ${events(objective, window)}`
    : `sum by (${objective.by.join(', ')}) (increase(${objective.total}[${window}]))`;
  return `${ratio}\nand\n${enough} >= ${objective.minimumEvents}`;
}

function failed(objective: Objective, window: string): string {
  const { good, bad } = objective;
  const total = events(objective, window);
  // No good event was ever counted: all of them failed.
  if (good) return `(\n  ${total}\n  - ${rate(objective, good, window)}\n  or\n  ${total}\n)\n/\n${total}`;
  const ratio = `${rate(objective, bad!, window)}\n/\n${total}`;
  return mayExceed(objective) ? `clamp_max(\n${indented(ratio)},\n  1\n)` : ratio;
}

/** Errors that another counter counts than the events may be more than those: they come later. */
const mayExceed = ({ bad, total }: Objective) => bad !== undefined && nameOf(bad) !== nameOf(total);
const nameOf = (counter: string) => counter.split('{')[0];

const rate = ({ by }: Objective, counter: string, window: string) =>
  `sum by (${by.join(', ')}) (rate(${counter}[${window}]))`;

const indented = (text: string) => text.replace(/^/gm, '  ');
