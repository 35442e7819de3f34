import pMap from 'p-map';

/** Runs `work` for each item with limited concurrency: more would measure the load of this machine. */
export const mapConcurrently = <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> =>
  pMap(items, work, { concurrency: 6 }) as Promise<R[]>;
