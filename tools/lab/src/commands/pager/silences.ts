import type { Alerts, Silence } from '@webstore/signals';
import { Failure } from '@webstore/lab-core/failure.ts';
import { age } from '@webstore/lab-core/output/age.ts';
import { cut, sanitize } from '../trace/drawing/sanitize.ts';
import type { PagerClient } from './pager-client.ts';

/** The labels to silence: all of a page's, or every alert of a name. */
export async function labelsOf(which: string, pager: PagerClient): Promise<Record<string, string>> {
  return /^\d+$/.test(which) ? (await pager.find(Number(which))).labels : { alertname: which };
}

export const inForce = async (alerts: Alerts): Promise<Silence[]> =>
  (await alerts.silences()).filter(({ status }) => status.state === 'active');

/** Number of alerts that this silence matches now. */
export async function mutedBy(id: string, alerts: Alerts): Promise<number> {
  return (await alerts.list()).filter(({ status }) => status.silencedBy.includes(id)).length;
}

export async function end(id: string, alerts: Alerts): Promise<void> {
  if (!(await inForce(alerts)).some((silence) => silence.id === id))
    throw new Failure(`No silence ${id} is in force: ./lab pager silence shows those that are.`);
  await alerts.endSilence(id);
}

/** One silence, in two lines that fit the terminal: how to end it, and its scope. */
export function describedSilence(
  { id, endsAt, createdBy, comment, matchers }: Silence,
  width: number,
): string {
  const about = matchers.map(({ name, value, isRegex, isEqual = true }) => {
    const operator = isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=';
    return `${name}${operator}${value}`;
  });
  return [
    `${id} for ${age(Date.parse(endsAt) - Date.now())} more`,
    cut(sanitize(`  ${createdBy}: ${comment} (${about.join(' ')})`), width),
  ].join('\n');
}
