import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** A process's own measurements on request; the same in every variant. */
export interface Usage {
  /** CPU time since the process began, all threads, in microseconds. */
  cpuMicros: number;
  /** Resident memory in bytes. */
  rss: number;
  /** Used heap in bytes, after a garbage collection. */
  heap: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('message', (asked) => {
  const { user, system } = process.cpuUsage();
  // After the CPU clock was read: the probe itself causes the collection.
  if (asked === 'memory') collect();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ cpuMicros: user + system, rss, heap: heapUsed } satisfies Usage);
});

// The bench has ended, so no other program would end this process.
process.on('disconnect', () => process.exit());
if (!process.connected) process.exit();
