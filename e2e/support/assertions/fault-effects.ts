import { setTimeout as pause } from 'node:timers/promises';
import {
  resolveFault,
  type ResolvedFault,
  isBack,
  isBeyond,
  type Range,
  rangeOf,
  type Signal,
} from '@webstore/faults';
import { expect } from 'vitest';
import { readFaultState } from '@webstore/lab/host/faults/index.ts';
import { measured, windowSeconds } from '@webstore/lab/host/faults/measured.ts';
import { lab, ready, run } from '../labs/running-lab.ts';
import { keptOf, shownOf } from './traces-of-faults.ts';

/** Offset between the starts of two windows. */
const everyMs = 10_000;
const visibleWithinMs = 60_000;
const backWithinMs = 180_000;

async function valueOf(signal: Signal): Promise<number> {
  const value = await measured(lab, signal);
  if (value === undefined) throw new Error(`${signal.query} has no value: nothing can be said`);
  return value;
}

/** The ranges of several signals over the same number of windows, while nothing is broken. */
export async function baselines(ids: string[], windows = 5): Promise<Map<string, Range>> {
  const faults = ids.map((id) => resolveFault(id));
  // The first window contains data from before the visitors came, so it is skipped.
  await pause(windowSeconds * 1_000);
  const values = new Map(ids.map((id) => [id, [] as number[]]));
  for (let window = 0; window < windows; window++) {
    await pause(everyMs);
    for (const { id, signal } of faults) values.get(id)!.push(await valueOf(signal));
  }
  return new Map([...values].map(([id, all]) => [id, rangeOf(all)]));
}

export interface Effect {
  id: string;
  baseline: Range;
  breakMs: number;
  visibleAfterMs: number;
  windows: number[];
  healMs: number;
  backAfterMs: number;
}

/**
 * Starts the fault, checks that five windows show it and its name appears nowhere, heals it, and checks that
 * three windows are clean.
 */
export async function effectOf(id: string, baseline: Range, stepMs = everyMs): Promise<Effect> {
  const fault = resolveFault(id);
  const since = new Date();
  const breakMs = await timed(() => succeeds('break', id));
  try {
    const began = Date.now();
    const windows = [await beyond(fault, baseline)];
    const visibleAfterMs = Date.now() - began;
    while (windows.length < 5) {
      await pause(stepMs);
      windows.push(await valueOf(fault.signal));
    }
    expect(
      windows.filter((value) => !isBeyond(value, baseline, fault.signal)),
      describeAll(fault, baseline, windows),
    ).toEqual([]);
    const active = readFaultState(lab).active.find((one) => one.id === id)!;
    expect(await shownOf(active)).toEqual([]);
    const healMs = await timed(() => succeeds('heal', id));
    const backAfterMs = await timed(() => backInside(fault, baseline, stepMs));
    expect(await keptOf(active, since)).toEqual([]);
    return { id, baseline, breakMs, visibleAfterMs, windows, healMs, backAfterMs };
  } finally {
    await run('heal');
    await ready();
  }
}

async function succeeds(...args: string[]): Promise<void> {
  const { exitCode, all } = await run(...args);
  expect(exitCode, all).toBe(0);
}

async function timed(act: () => Promise<void>): Promise<number> {
  const began = Date.now();
  await act();
  return Date.now() - began;
}

async function beyond(fault: ResolvedFault, baseline: Range): Promise<number> {
  const until = Date.now() + visibleWithinMs;
  // The counters of a restarted component are still empty: a missing answer is not the effect, so this waits.
  const seen: (number | undefined)[] = [];
  for (;;) {
    const value = await measured(lab, fault.signal);
    seen.push(value);
    if (value !== undefined && isBeyond(value, baseline, fault.signal)) return value;
    if (Date.now() > until) throw new Error(`${fault.id} is not seen: ${describeAll(fault, baseline, seen)}`);
    await pause(2_000);
  }
}

async function backInside(fault: ResolvedFault, baseline: Range, stepMs: number): Promise<void> {
  const until = Date.now() + backWithinMs;
  const seen: (number | undefined)[] = [];
  for (let inside = 0; inside < 3;) {
    const value = await measured(lab, fault.signal);
    seen.push(value);
    inside = value !== undefined && isBack(value, baseline, fault.signal) ? inside + 1 : 0;
    if (Date.now() > until)
      throw new Error(`${fault.id} is healed and still seen: ${describeAll(fault, baseline, seen)}`);
    if (inside < 3) await pause(stepMs);
  }
}

const describeAll = ({ signal }: ResolvedFault, { lowest, highest }: Range, values: unknown[]) =>
  `${signal.query} was ${lowest} to ${highest} and is ${values.join(', ')}, ${signal.direction} by ${signal.atLeast} is promised`;
