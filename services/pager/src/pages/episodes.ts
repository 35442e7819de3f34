/** One start of an alert as Alertmanager reported it; a restart of Prometheus and Alertmanager reports the same outage with another. */
export interface Occurrence {
  /** As it was reported, or when we first received it: the key beside the fingerprint. */
  startsAt: string;
  /** The same, but never in the future. */
  beganAt: string;
  endedAt: string | null;
  /** When Alertmanager last held it. */
  seenAt: string;
  /** Undefined before it has one. */
  page?: number;
}

/** Occurrences of one alert without an end between them: one outage, and one page. */
export interface Episode {
  occurrences: Occurrence[];
  endedAt: string | null;
}

/** Nobody held the alert for longer than a restart takes: what fires afterwards is another outage. */
const CONTINUES_WITHIN_MS = 10 * 60_000;

/**
 * The outages of one alert. A function of all that is known and not of the order in which it arrived: a notification that
 * comes late, twice or after its successor leads to the same episodes.
 */
export function episodesOf(occurrences: readonly Occurrence[]): Episode[] {
  const sorted = occurrences.toSorted(
    (a, b) => compare(a.beganAt, b.beganAt) || compare(a.startsAt, b.startsAt),
  );
  const groups: Occurrence[][] = [];
  for (const occurrence of sorted) {
    const group = groups.at(-1);
    if (group && continues(group, occurrence, sorted)) group.push(occurrence);
    else groups.push([occurrence]);
  }
  return groups.map((group, index) => ({
    occurrences: group,
    endedAt: endOf(group, sorted) ?? (index < groups.length - 1 ? lastSeen(group) : null),
  }));
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
const lastSeen = (group: Occurrence[]) =>
  group
    .map(({ seenAt }) => seenAt)
    .toSorted()
    .at(-1)!;

function continues(group: Occurrence[], next: Occurrence, all: Occurrence[]): boolean {
  const previous = group.at(-1)!;
  const endsBetween = all.some(
    (one) => one !== next && one.endedAt && one.endedAt >= previous.beganAt && one.endedAt <= next.beganAt,
  );
  const unseen = Date.parse(next.beganAt) - Date.parse(lastSeen(group));
  return !endsBetween && unseen <= CONTINUES_WITHIN_MS;
}

/** An alert that has ended has ended for each start that was reported of it before. */
function endOf(group: Occurrence[], all: Occurrence[]): string | null {
  const last = group.at(-1)!;
  const ends = all.flatMap((one) => {
    const isOurs = one === last || (one.endedAt && one.endedAt > last.beganAt);
    return one.endedAt && isOurs ? [one.endedAt] : [];
  });
  return ends.toSorted()[0] ?? null;
}
