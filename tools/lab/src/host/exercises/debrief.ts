import type { NamedExercise } from '@webstore/exercises';
import { resolveFault } from '@webstore/faults';
import type { Debrief } from '@webstore/lab-core/host-api/exercises.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { type Sealed, secretOf } from './incident/sealed-incident.ts';
import { type Result, shownResult } from './learners.ts';
import type { RoundFile } from './round-file.ts';

interface Moment {
  at: Date;
  what: string;
}

interface Ending {
  result: Result;
  best: Result | undefined;
  sealed: Sealed | undefined;
}

/** The timeline of a round that is over, its trace, and the shortest solution. */
export function debriefOf(
  lab: Lab,
  { shortestWay }: NamedExercise,
  round: RoundFile,
  { result, best, sealed }: Ending,
): Debrief {
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
    { at: result.endedAt, what: result.outcome },
  ];
  return {
    result: shownResult(result),
    best: best?.score ?? null,
    timeline: moments
      .toSorted((a, b) => a.at.getTime() - b.at.getTime())
      .map(({ at, what }) => ({ at: at.toISOString(), what })),
    trace: traceOf(lab, round),
    secret: sealed ? opened(sealed) : null,
    shortestWay,
  };
}

/** The trace of this round. */
function traceOf(lab: Lab, { answers }: RoundFile): Debrief['trace'] {
  const id = answers['trace']?.value;
  if (!id || !/^[0-9a-f]{32}$/.test(id)) return null;
  return {
    id,
    url: traceUrl(lab, id),
    logQuery: `{service_name=~".+"} | trace_id="${id}"`,
  };
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
function opened(sealed: Sealed): Debrief['secret'] {
  const { seed, level, fault } = secretOf(sealed);
  const { component, cause, mitigation } = fault
    ? resolveFault(fault.id, fault.parameters)
    : { component: 'none', cause: 'none', mitigation: undefined };
  const { salt, text, onset } = sealed;
  return {
    component,
    cause,
    onset: onset?.toISOString() ?? null,
    mitigation: mitigation ? { ...mitigation, settings: { ...mitigation.settings } } : null,
    salt,
    text,
    seed,
    level,
  };
}
