import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { isCached } from '@webstore/supervisor/components/launching/cache.ts';
import { ask } from '@webstore/supervisor/daemon/client.ts';
import { type Effort, overhead } from './overhead.ts';
import { outage, outageTargets } from './outage.ts';
import {
  asMarkdown,
  asText,
  delayTable,
  type Draw,
  growthTable,
  machine,
  outageTable,
  overheadTable,
  spansTable,
  targetsTable,
} from './report.ts';
import { overheadTargets, type Target } from './targets.ts';
import { withShopStopped } from './with-shop-stopped.ts';
import { workloads } from './workloads.ts';

export interface BenchOptions {
  workload?: string;
  rounds: number;
  seconds: number;
  json?: boolean;
  markdown?: boolean;
}

/** The result of a bench: the figures, their targets, and their display. */
interface Finding {
  figures: unknown;
  targets: Target[];
  show(draw: Draw): string;
}

const DELAYED_REQUESTS = 20;
/** A tenth of the capacity of two cores that also run the rest of the lab. */
const ORDERS_PER_SECOND = 0.3;
const GROWTH_SECONDS = 60;

type Bench = (lab: Lab, options: BenchOptions, effort: Effort) => Promise<Finding[]>;

export const benches: Record<string, Bench> = {
  overhead: (lab, { workload: only }, effort) =>
    withShopStopped(lab, async () => {
      const findings: Finding[] = [];
      for (const workload of workloads.filter(({ name }) => !only || name === only)) {
        const figures = await overhead(lab, workload, effort);
        const head = `${workload.name}, ${figures.rate.toFixed(1)} ${workload.unit}s a second, ${effort.rounds} rounds of ${effort.seconds} s`;
        findings.push({
          figures,
          targets: overheadTargets(figures),
          show: (draw) => [head, overheadTable(figures, draw), spansTable(figures, draw)].join('\n\n'),
        });
      }
      return findings;
    }),

  delay: async (lab) => {
    const figures = await (await import('./delay.ts')).delay(lab, DELAYED_REQUESTS);
    return [{ figures, targets: [], show: (draw) => delayTable(figures, draw) }];
  },

  growth: async (lab, _options, { say }) => {
    const { growth, growthTargets } = await import('./growth.ts');
    const figures = await growth(lab, ORDERS_PER_SECOND, GROWTH_SECONDS, say);
    return [{ figures, targets: growthTargets(figures), show: (draw) => growthTable(figures, draw) }];
  },

  outage: (lab, _options, effort) =>
    withShopStopped(lab, async () => {
      const figures = await outage(lab, effort);
      return [{ figures, targets: outageTargets(figures), show: (draw) => outageTable(figures, draw) }];
    }),
};

/** @returns whether all targets are met */
export async function bench(lab: Lab, only: string | undefined, options: BenchOptions): Promise<boolean> {
  const parts = await ask(lab, { do: 'status' });
  const missing = parts.filter(({ state }) => state !== 'ready').map(({ name }) => name);
  if (missing.length > 0 || !isCached(lab, 'k6'))
    throw new Failure(`The bench needs the whole lab: ${missing.join(', ') || 'k6'} not ready.`);
  const effort = { ...options, say: (what: string) => void process.stderr.write(`${what} …\n`) };
  const findings: Finding[] = [];
  for (const [name, run] of Object.entries(benches))
    if (!only || only === name) findings.push(...(await run(lab, options, effort)));

  const targets = findings.flatMap((finding) => finding.targets);
  const ok = targets.every(({ holds }) => holds);
  if (options.json) {
    const figures = findings.map((finding) => finding.figures);
    console.log(JSON.stringify({ ok, machine: machine(), figures, targets }, null, 2));
  } else {
    const draw = options.markdown ? asMarkdown : asText;
    const shown = [machine(), ...findings.map(({ show }) => show(draw)), targetsTable(targets, draw)];
    console.log(shown.join('\n\n'));
  }
  return ok;
}
