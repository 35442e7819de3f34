import type { Overhead } from './overhead.ts';

/** The target of a figure, and whether it is met. */
export interface Target {
  what: string;
  value: number;
  atMost: number;
  holds: boolean;
}

export const target = (what: string, value: number, atMost: number): Target => ({
  what,
  value,
  atMost,
  holds: value <= atMost,
});

/** Maximum ratio to the CPU use without telemetry. */
const cpuRatio: Record<string, number> = { trivial: 2.5, checkout: 1.4 };

export function overheadTargets({ workload, unit, costs: { off, ours, stock } }: Overhead): Target[] {
  const cpu = { off: off.cpuPerUnit.median, ours: ours.cpuPerUnit.median, stock: stock.cpuPerUnit.median };
  const about = (what: string) => `${workload}: ${what}`;
  return [
    target(about(`CPU per ${unit}, ours ÷ off`), cpu.ours / cpu.off, cpuRatio[workload]!),
    target(about('CPU that ours adds ÷ that stock adds'), (cpu.ours - cpu.off) / (cpu.stock - cpu.off), 0.5),
    target(about('p99 at the fixed rate, ours ÷ off'), ours.p99Ms.median / off.p99Ms.median, 1.25),
  ];
}
