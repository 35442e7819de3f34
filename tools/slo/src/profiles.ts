import { secondsOf } from './duration.ts';

/** An alert fires when the budget burns `factor` times too fast in the long window, and still does in the short one. */
export interface BurnAlert {
  severity: 'page' | 'ticket';
  long: string;
  short: string;
  factor: number;
}

export interface Profile {
  /** Where the rules go, from the root of the repository. */
  folder: string;
  /** The budget is for this long. */
  period: string;
  /** How often the rules are evaluated. */
  interval: string;
  alerts: readonly BurnAlert[];
}

/**
 * Both from the same documents. A short window is a twelfth of its long one. An alert comes after
 * long × factor × budget ÷ error ratio: with a target of 99 %, in the lab 43 s into a total outage.
 */
export const profiles = {
  /** Short enough to see it happen. 25 s hold five scrapes; with fewer a rate is a matter of luck. */
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
  /** Google's SRE workbook, chapter 5: 2 % of the month's budget in an hour, 5 % in six, 10 % in three days. */
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

/** Every window that an error ratio is needed of, shortest first. */
export function windowsOf({ period, alerts }: Profile): string[] {
  const all = new Set([...alerts.flatMap(({ long, short }) => [long, short]), period]);
  return [...all].sort((a, b) => secondsOf(a) - secondsOf(b));
}

/** A short window only says whether it still goes on: it may hold few events. */
export function isLong({ period, alerts }: Profile, window: string): boolean {
  return window === period || alerts.some(({ long }) => long === window);
}
