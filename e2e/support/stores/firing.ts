import type { Alert } from '@webstore/signals';
import { expect } from 'vitest';
import { alertmanager } from '../customers/alerts-by-hand.ts';
import { runbookAnswers } from './runbook-queries.ts';

export const patiently = { timeout: 200_000, interval: 1_000 };

/** Alertmanager's record of an alert, inhibited or not; it drops resolved alerts. */
export const held = (name: string, ...matchers: string[]) =>
  alertmanager.list([`alertname="${name}"`, ...matchers]);

/** Waits until it fires; then its runbook's queries have answers. */
export async function fires(name: string, ...matchers: string[]): Promise<Alert> {
  await expect.poll(() => held(name, ...matchers), patiently).toHaveLength(1);
  const alert = (await held(name, ...matchers))[0]!;
  await runbookAnswers(alert.annotations['runbook_url']!);
  return alert;
}

export const ends = (name: string, ...matchers: string[]) =>
  expect.poll(() => held(name, ...matchers), patiently).toEqual([]);
