import { RunningProcess } from '@webstore/supervisor/daemon/running-process.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { Component, Launch } from '@webstore/supervisor/components/component.ts';
import { lab, ready, run } from './running-lab.ts';

/**
 * Runs a changed component in place of the lab's, while `use` runs. It is the same program on the same port;
 * the lab treats it as stopped.
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
    await standIn.waitUntilReady(new AbortController().signal);
    return await use();
  } finally {
    await standIn.end();
    await run('start', component.name);
    await ready();
  }
}

/** Loads a file of ../preloads before any other code of the service, its instrumentation included. */
export const preloading =
  (file: string, settings: Record<string, string> = {}) =>
  ({ args, env }: Launch): Partial<Launch> => ({
    args: ['--require', `${import.meta.dirname}/../preloads/${file}`, ...args],
    env: { ...env, ...settings },
  });
