import type { NamedExercise } from '@webstore/exercises';
import type { Lab } from '../lab.ts';
import { duration } from '../show/duration.ts';
import type { RoundFile } from './round-file.ts';

interface Moment {
  at: Date;
  what: string;
}

/** What happened when, with links to what was looked at, and how it could have been done. */
export function debrief(lab: Lab, exercise: NamedExercise, round: RoundFile, ending: Moment): string {
  const moments: Moment[] = [
    { at: round.startedAt, what: 'started' },
    ...round.hints.map((at, tier) => ({ at, what: `hint ${tier + 1}` })),
    ...Object.entries(round.answers).map(([name, { value, at }]) => ({
      at,
      what: `answered ${name}=${value}`,
    })),
    ...round.tries.map(({ at, wrong }) => ({
      at,
      what: wrong.length > 0 ? `checked: not yet ${wrong.join(', ')}` : 'checked: all holds',
    })),
    ending,
  ];
  const since = (at: Date) => duration(at.getTime() - round.startedAt.getTime()).padStart(12);
  return [
    'What happened',
    ...moments
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ at, what }) => `${since(at)}  ${what}`),
    ...links(lab, round),
    '',
    'The shortest way there',
    ...exercise.shortestWay.map((step) => `  ${step}`),
  ].join('\n');
}

/** The trace and the lines of this very round. */
function links(lab: Lab, { answers }: RoundFile): string[] {
  const trace = answers['trace']?.value;
  if (!trace || !/^[0-9a-f]{32}$/.test(trace)) return [];
  return [
    '',
    'The trace of this round',
    `  ./lab trace ${trace}`,
    `  ${lab.url('jaeger')}/api/v3/traces/${trace}`,
    `  in Loki: {service_name=~".+"} | trace_id="${trace}"`,
  ];
}
