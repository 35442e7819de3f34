import pMap from 'p-map';

/** Does `work` for each, a few at the same time: more would measure how busy this machine is. */
export const mapConcurrently = <T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> =>
  pMap(items, work, { concurrency: 6 }) as Promise<R[]>;
