import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** What a process says of itself when it is asked; the same in every variant. */
export interface Usage {
  /** CPU time since the process began, all threads, in microseconds. */
  cpuMicros: number;
  /** Bytes that the process has in memory. */
  rss: number;
  /** Bytes of the heap that are in use, after a collection. */
  heap: number;
}

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

process.on('message', (asked) => {
  const { user, system } = process.cpuUsage();
  // After the clock was read: the collection is our doing.
  if (asked === 'memory') collect();
  const { rss, heapUsed } = process.memoryUsage();
  process.send?.({ cpuMicros: user + system, rss, heap: heapUsed } satisfies Usage);
});

// The bench is gone: nobody would end this process any more.
process.on('disconnect', () => process.exit());
if (!process.connected) process.exit();
