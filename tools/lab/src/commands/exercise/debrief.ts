import type { NamedExercise } from '@webstore/exercises';
import { resolveFault } from '@webstore/faults';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import type { RoundFile } from './round-file.ts';
import { type Sealed, secretOf } from './incident/sealed-incident.ts';

interface Moment {
  at: Date;
  what: string;
}

/** The timeline, with links to the telemetry, and the shortest solution. */
export function debrief(
  lab: Lab,
  exercise: NamedExercise,
  round: RoundFile,
  ending: Moment,
  sealed?: Sealed,
): string {
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
    ...(sealed?.onset ? [{ at: sealed.onset, what: titleOf(sealed) }] : []),
    ...(sealed?.decoyedAt ? [{ at: sealed.decoyedAt, what: decoyOf(sealed) }] : []),
    ending,
  ];
  const since = (at: Date) => duration(at.getTime() - round.startedAt.getTime()).padStart(12);
  return [
    'What happened',
    ...moments
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ at, what }) => `${since(at)}  ${what}`),
    ...links(lab, round),
    ...(sealed ? opened(sealed) : []),
    '',
    'The shortest way there',
    ...exercise.shortestWay.map((step) => `  ${step}`),
  ].join('\n');
}

/** The trace and the log lines of this round. */
function links(lab: Lab, { answers }: RoundFile): string[] {
  const trace = answers['trace']?.value;
  if (!trace || !/^[0-9a-f]{32}$/.test(trace)) return [];
  return [
    '',
    'The trace of this round',
    `  ./lab trace ${trace}`,
    `  ${traceUrl(lab, trace)}`,
    `  in Loki: {service_name=~".+"} | trace_id="${trace}"`,
  ];
}

const traceUrl = (lab: Lab, trace: string) =>
  lab.inContainers
    ? `${lab.url('tempo')}/api/v2/traces/${trace}`
    : `${lab.url('jaeger')}/api/v3/traces/${trace}`;

function titleOf(sealed: Sealed): string {
  const { fault } = secretOf(sealed);
  return fault
    ? resolveFault(fault.id, fault.parameters).title
    : 'Nothing broke; twice as many customers came.';
}

function decoyOf(sealed: Sealed): string {
  const { kind, part } = secretOf(sealed).decoy!;
  return kind === 'release'
    ? `${part} was deployed again, as it was before: harmless.`
    : 'Twice as many customers came for half a minute: harmless.';
}

/** The secret byte by byte, so that anyone can verify the commitment from the start. */
function opened(sealed: Sealed): string[] {
  const { seed, level, fault } = secretOf(sealed);
  const { component, cause, mitigation } = fault
    ? resolveFault(fault.id, fault.parameters)
    : { component: 'none', cause: 'none', mitigation: undefined };
  const settings = Object.entries(mitigation?.settings ?? {}).map((pair) => pair.join('='));
  const fix = mitigation && ['./lab mitigate', mitigation.action, mitigation.part, ...settings].join(' ');
  return [
    '',
    'What was secret',
    `  component=${component} cause=${cause}${sealed.onset ? ` onset=${sealed.onset.toISOString()}` : ''}`,
    ...(fix ? [`  ${fix} restores the shop`] : []),
    `  printf '%s' '${sealed.salt}' '${sealed.text}' | sha256sum`,
    `  again: ./lab exercise start incident --seed ${seed} --level ${level}`,
  ];
}
