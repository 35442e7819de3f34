import type { Lab } from '@webstore/lab-core/lab.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';
import type { Effort } from './overhead.ts';
import { RunningVariant } from './running-variant.ts';
import { spread, type Spread } from './statistics.ts';
import { type Target, target } from './targets.ts';
import { workloads } from './workloads.ts';

const backends = ['jaeger', 'loki', 'prometheus'];
/** Orders a second: few enough for a machine with two cores. */
const RATE = 1;

export interface Outage {
  rounds: number;
  seconds: number;
  cpuPerOrder: Record<'up' | 'stopped', Spread>;
  rss: Record<'up' | 'stopped', Spread>;
  heap: Record<'up' | 'stopped', Spread>;
}

/**
 * The whole shop with telemetry, alternating between running backends and a stopped collector, Loki and
 * Prometheus.
 */
export async function outage(lab: Lab, { rounds, seconds, say }: Effort): Promise<Outage> {
  const checkout = workloads.find(({ name }) => name === 'checkout')!;
  const measured = { up: [] as Seen[], stopped: [] as Seen[] };
  try {
    for (let round = 0; round < rounds; round++) {
      for (const state of ['up', 'stopped'] as const) {
        say(`outage: round ${round + 1} of ${rounds}, backends ${state}`);
        await turn(lab, state);
        const running = await RunningVariant.start(lab, checkout, 'ours', seconds);
        try {
          const { cpuPerUnit } = await running.round(seconds, RATE);
          measured[state].push({ cpuPerUnit, ...(await running.memory()) });
        } finally {
          await running.stop();
        }
      }
    }
  } finally {
    await turn(lab, 'up');
  }
  const both = (what: keyof Seen) => ({
    up: spread(measured.up.map((seen) => seen[what])),
    stopped: spread(measured.stopped.map((seen) => seen[what])),
  });
  return { rounds, seconds, cpuPerOrder: both('cpuPerUnit'), rss: both('rss'), heap: both('heap') };
}

interface Seen {
  cpuPerUnit: number;
  rss: number;
  heap: number;
}

async function turn(lab: Lab, state: 'up' | 'stopped'): Promise<void> {
  const control = nativeControl(lab);
  await Promise.all(backends.map((part) => (state === 'up' ? control.start(part) : control.stop(part))));
}

export function outageTargets({ cpuPerOrder: { up, stopped } }: Outage): Target[] {
  return [target('outage: CPU per order, backends stopped ÷ up', stopped.median / up.median, 1.1)];
}
