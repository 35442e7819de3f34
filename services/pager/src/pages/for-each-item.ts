/**
 * Does the work for every item, whatever becomes of it for another: one bad page must not hold up older or newer ones.
 * @throws AggregateError with what failed, after all items had their turn
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
