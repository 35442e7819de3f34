/** One reported start of an alert. After a restart of Prometheus and Alertmanager, the same outage has another start. */
export interface Occurrence {
  /** The reported start, or the time of receipt. Part of the key, with the fingerprint. */
  startsAt: string;
  /** The start, but never in the future. */
  beganAt: string;
  endedAt: string | null;
  /** Time at which Alertmanager last had the alert. */
  seenAt: string;
  /** Id of its page; undefined if it has none yet. */
  page?: number;
}

/** Occurrences of one alert without an end between them: one outage, and one page. */
export interface Episode {
  occurrences: Occurrence[];
  endedAt: string | null;
}

/** Maximum gap within an episode, longer than a restart takes. An alert that fires after a longer gap is a new outage. */
const CONTINUES_WITHIN_MS = 10 * 60_000;

/**
 * The episodes of one alert. They do not depend on the order of arrival: late, repeated or reordered notifications lead
 * to the same episodes.
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

/** The end of an episode. An end applies to all earlier reported starts of the alert. */
function endOf(group: Occurrence[], all: Occurrence[]): string | null {
  const last = group.at(-1)!;
  const ends = all.flatMap((one) => {
    const isOurs = one === last || (one.endedAt && one.endedAt > last.beganAt);
    return one.endedAt && isOurs ? [one.endedAt] : [];
  });
  return ends.toSorted()[0] ?? null;
}
