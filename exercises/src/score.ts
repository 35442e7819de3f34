import type { Finding } from './grade.ts';

const perHint = 10;
const perWrongTry = 5;

export interface Attempt {
  findings: Pick<Finding, 'about' | 'ok'>[];
  hints: number;
  wrongTries: number;
}

/**
 * 0 to 100: each question or mitigation has the same weight and is all or nothing; hints and wrong tries cost
 * points.
 */
export function scoreOf({ findings, hints, wrongTries }: Attempt): number {
  const parts = Object.entries(Object.groupBy(findings, ({ about }) => about));
  const whole = parts.filter(([, checks]) => checks!.every(({ ok }) => ok)).length;
  const points = parts.length === 0 ? 0 : (100 * whole) / parts.length;
  return Math.max(0, Math.round(points - perHint * hints - perWrongTry * wrongTries));
}
