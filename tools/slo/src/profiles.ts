import { secondsOf } from './duration.ts';

/** An alert fires when the burn rate exceeds `factor` in the long window, and still does in the short one. */
export interface BurnAlert {
  severity: 'page' | 'ticket';
  long: string;
  short: string;
  factor: number;
}

export interface Profile {
  /** The folder of the rules, from the root of the repository. */
  folder: string;
  /** Period of the budget. */
  period: string;
  /** Evaluation interval of the rules. */
  interval: string;
  alerts: readonly BurnAlert[];
}

/**
 * Both from the same documents. A short window is a twelfth of its long one. An alert fires after long ×
 * factor × budget ÷ error ratio: with a target of 99 %, in the lab 43 s into a total outage.
 */
export const profiles = {
  /** Short enough to watch. 25 s contain five scrapes; with fewer, a rate depends on chance. */
  lab: {
    folder: 'infra/prometheus/rules',
    period: '1h',
    interval: '5s',
    alerts: [
      { severity: 'page', long: '5m', short: '25s', factor: 14.4 },
      { severity: 'page', long: '15m', short: '1m15s', factor: 6 },
      { severity: 'ticket', long: '1h', short: '5m', factor: 1 },
    ],
  },
  /**
   * Google's SRE workbook, chapter 5: 2 % of the month's budget in an hour, 5 % in six, 10 % in three days.
   */
  production: {
    folder: 'infra/slo/production',
    period: '30d',
    interval: '30s',
    alerts: [
      { severity: 'page', long: '1h', short: '5m', factor: 14.4 },
      { severity: 'page', long: '6h', short: '30m', factor: 6 },
      { severity: 'ticket', long: '3d', short: '6h', factor: 1 },
    ],
  },
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof profiles;

/** Every window that needs an error ratio, shortest first. */
export function windowsOf({ period, alerts }: Profile): string[] {
  const all = new Set([...alerts.flatMap(({ long, short }) => [long, short]), period]);
  return [...all].sort((a, b) => secondsOf(a) - secondsOf(b));
}

/**
 * Minimum number of events in the long window of a pair for a meaningful ratio. Spread evenly, they are less
 * than two short windows apart, and the last ratio of the short window stays valid for that long: an alert
 * does not resolve and fire again between two events.
 */
export const minimumEvents = ({ long, short }: Pick<BurnAlert, 'long' | 'short'>): number =>
  Math.floor(secondsOf(long) / (2 * secondsOf(short))) + 1;

/**
 * Minimum number of events from which a window's ratio is recorded. A short window shows whether the problem
 * continues: one event is enough. A long one has the minimum of its pair, and the period that of the slowest
 * pair. A window that is both counts as a short one.
 */
export function recordedFrom({ alerts }: Profile, window: string): number {
  if (alerts.some(({ short }) => short === window)) return 1;
  const slowestFirst = alerts.toSorted((a, b) => secondsOf(b.long) - secondsOf(a.long));
  return minimumEvents(slowestFirst.find(({ long }) => long === window) ?? slowestFirst[0]!);
}
