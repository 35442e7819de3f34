import type { Debrief } from '@webstore/lab-core/host-api/exercises.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';

/** The result of a round, its timeline with links to the telemetry, and the shortest solution. */
export function describeDebrief(debrief: Debrief): string {
  const { outcome, score, startedAt, endedAt } = debrief.result;
  const since = (at: string) => duration(Date.parse(at) - Date.parse(startedAt));
  const compared = debrief.best === null ? '' : ` (your best was ${debrief.best})`;
  return [
    '',
    `${outcome === 'passed' ? 'Passed' : 'Given up'}: ${score} of 100 after ${since(endedAt)}${compared}.`,
    '',
    'What happened',
    ...debrief.timeline.map(({ at, what }) => `${since(at).padStart(12)}  ${what}`),
    ...links(debrief),
    ...secretLines(debrief),
    '',
    'The shortest way there',
    ...debrief.shortestWay.map((step) => `  ${step}`),
  ].join('\n');
}

/** The trace and the log lines of this round. */
function links({ trace }: Debrief): string[] {
  if (!trace) return [];
  return [
    '',
    'The trace of this round',
    `  ./lab trace ${trace.id}`,
    `  ${trace.url}`,
    `  in Loki: ${trace.logQuery}`,
  ];
}

function secretLines({ secret }: Debrief): string[] {
  if (!secret) return [];
  const { component, cause, onset, mitigation, salt, text, seed, level } = secret;
  const settings = Object.entries(mitigation?.settings ?? {}).map((pair) => pair.join('='));
  const fix = mitigation && ['./lab mitigate', mitigation.action, mitigation.part, ...settings].join(' ');
  return [
    '',
    'What was secret',
    `  component=${component} cause=${cause}${onset ? ` onset=${onset}` : ''}`,
    ...(fix ? [`  ${fix} restores the shop`] : []),
    `  printf '%s' '${salt}' '${text}' | sha256sum`,
    `  again: ./lab exercise start incident --seed ${seed} --level ${level}`,
  ];
}
