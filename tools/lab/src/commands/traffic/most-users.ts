import { availableParallelism, totalmem } from 'node:os';

/** Ten times what a shop on the same cores can serve: enough to see an overload, and k6 itself still keeps its pace. */
const usersPerCore = 100;
/** k6 keeps up to 40 virtual users for each, of 0.2 MiB before their first request (measured). */
const bytesPerUser = 40 * 0.4 * 1024 ** 2;
const shareOfMemory = 0.25;

/** More customers than this would measure the machine that sends them. */
export const mostUsers = (cores = availableParallelism(), memory = totalmem()): number =>
  Math.max(5, Math.min(usersPerCore * cores, Math.floor((memory * shareOfMemory) / bytesPerUser)));
