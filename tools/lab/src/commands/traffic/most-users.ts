import { availableParallelism, totalmem } from 'node:os';

/**
 * Ten times the capacity of a shop on the same cores: enough to show an overload, and k6 itself still keeps
 * its rate.
 */
const usersPerCore = 100;
/** k6 keeps up to 40 virtual users for each, of 0.2 MiB before their first request (measured). */
const bytesPerUser = 40 * 0.4 * 1024 ** 2;
const shareOfMemory = 0.25;

/** With more customers, the test would measure the machine that runs k6. */
export const mostUsers = (cores = availableParallelism(), memory = totalmem()): number =>
  Math.max(5, Math.min(usersPerCore * cores, Math.floor((memory * shareOfMemory) / bytesPerUser)));
