import { readFileSync } from 'node:fs';
import { bytes } from '@webstore/lab-core/output/bytes.ts';
import { type Finding, finding } from './finding.ts';

const neededMemory = 3 * 1024 ** 3;
/** Kafka has two files open for each segment, Loki and Prometheus one for each block. */
const neededFiles = 4_096;
/** Before the first commit of this lab: logs and tokens with such a time are rejected or deleted. */
const earliest = Date.parse('2025-01-01T00:00:00Z');
/** Difference between the wall clock and the monotonic clock, over a short while. */
const jumpMs = 1_000;

/** Available memory: includes caches, which the system can reclaim. */
export function availableMemory(meminfo = read('/proc/meminfo')): number | undefined {
  const [, kib] = /^MemAvailable:\s+(\d+) kB/m.exec(meminfo) ?? [];
  return kib === undefined ? undefined : Number(kib) * 1024;
}

export const checkMemory = (available: number): Finding =>
  finding(
    'memory',
    `${bytes(available)} available, ${bytes(neededMemory)} needed`,
    available < neededMemory && 'the whole lab takes up to 2.5 GiB: close something, or ./lab up --only shop',
  );

/** `limits` is /proc/self/limits. */
export function checkOpenFiles(limits = read('/proc/self/limits')): Finding {
  const what = 'open files';
  const [, soft, hard] = /^Max open files\s+(\S+)\s+(\S+)/m.exec(limits) ?? [];
  if (soft === undefined || soft === 'unlimited') return finding(what, 'no limit');
  const fix = `ulimit -n ${neededFiles} in this shell before ./lab up${Number(hard) < neededFiles ? ' (as root: the hard limit is lower)' : ''}`;
  return finding(
    what,
    `at most ${soft} per process, ${neededFiles} needed`,
    Number(soft) < neededFiles && fix,
  );
}

/** `moved` is the wall clock's change against the monotonic clock. */
export function checkClock(now: number, movedMs: number): Finding {
  const what = 'clock';
  const found = new Date(now).toISOString();
  if (now < earliest)
    return finding(what, found, 'set the clock: samples, logs and tokens with such a time are refused');
  const jumps = Math.abs(movedMs) > jumpMs;
  return finding(
    what,
    jumps ? `${found}, and it was set by ${Math.round(movedMs)} ms while this ran` : found,
    jumps &&
      'let it settle (timedatectl status), then ./lab restart prometheus: it refuses samples that are out of order',
  );
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}
