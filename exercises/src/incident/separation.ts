/** One scrape every five seconds: this many are half a minute. */
export const enoughBefore = 6;
const enoughAfter = 5;

/** Tolerance around the baseline for chance: half of its range, or a twentieth of the value. */
const margin = (lowest: number, highest: number) =>
  Math.max((highest - lowest) / 2, 0.05 * Math.max(Math.abs(lowest), Math.abs(highest)));

/**
 * Whether values clearly leave the earlier range, and stay on one side of it for at least five readings in a
 * row.
 */
export function separates(before: number[], after: number[]): boolean {
  if (before.length < enoughBefore) return false;
  const [lowest, highest] = [Math.min(...before), Math.max(...before)];
  const apart = margin(lowest, highest);
  const longest = (isOut: (value: number) => boolean) => {
    let [run, most] = [0, 0];
    for (const value of after) most = Math.max(most, (run = isOut(value) ? run + 1 : 0));
    return most;
  };
  return (
    longest((value) => value > highest + apart) >= enoughAfter ||
    longest((value) => value < lowest - apart) >= enoughAfter
  );
}

/** Whether values only rise or only fall: a counter leaves any range in time, whatever happens. */
export function onlyCounts(values: number[]): boolean {
  const steps = values.slice(1).map((value, at) => value - values[at]!);
  const moves = steps.filter((step) => step !== 0).length;
  return moves > steps.length / 2 && (steps.every((step) => step >= 0) || steps.every((step) => step <= 0));
}
