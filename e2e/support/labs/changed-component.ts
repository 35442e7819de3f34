import { RunningProcess } from '@webstore/supervisor/daemon/running-process.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { Component, Launch } from '@webstore/supervisor/components/component.ts';
import { lab, ready, run } from './running-lab.ts';

/**
 * Runs a part with something about it changed, in place of the one that the lab runs, for as long as `use` takes. It is the
 * part's own program, on its own port; the lab believes that it is stopped.
 */
export async function withChanged<T>(
  component: Component,
  change: (launch: Launch) => Partial<Launch>,
  use: () => Promise<T>,
): Promise<T> {
  const launch = (lab: Lab) => {
    const usual = component.launch!(lab);
    return { ...usual, ...change(usual) };
  };
  await run('stop', component.name);
  const standIn = await RunningProcess.start({ ...component, launch }, lab, false);
  try {
    await standIn.becomesReady(new AbortController().signal);
    return await use();
  } finally {
    await standIn.end();
    await run('start', component.name);
    await ready();
  }
}

/** Loads a file of ../preloads before anything else of the service, its own instrumentation included. */
export const preloading =
  (file: string, settings: Record<string, string> = {}) =>
  ({ args, env }: Launch): Partial<Launch> => ({
    args: ['--require', `${import.meta.dirname}/../preloads/${file}`, ...args],
    env: { ...env, ...settings },
  });
