/**
 * Runs the work for every item, even if it fails for others, so that one bad page does not block the rest.
 * @throws AggregateError with all failures, after all items were processed
 */
export function forEachItem<T>(items: Iterable<T>, work: (item: T) => void): void {
  const errors: unknown[] = [];
  for (const item of items) {
    try {
      work(item);
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw new AggregateError(errors, `${errors.length} failed`);
}
