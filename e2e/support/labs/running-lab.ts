import { join, resolve } from 'node:path';
import { eventually } from '@webstore/testing';
import { execa } from 'execa';
import { afterAll, beforeAll, expect } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { Shop } from '@webstore/lab-core/clients/shop.ts';
import { controlOf } from '@webstore/lab/control-of.ts';

const root = resolve(import.meta.dirname, '../../..');

/** The lab that `./lab test e2e` started. */
export const lab = openLab();
export const shop = new Shop(lab);
export const control = controlOf(lab);

/** Runs a command as a user types it; `exitCode` is its exit status. */
export function run(...args: string[]) {
  const main = join(root, 'tools/lab/src/main.ts');
  return execa(join(root, 'node_modules/.bin/node'), [main, ...args], {
    env: { CI: 'true' },
    all: true,
    reject: false,
    stdin: 'ignore',
  });
}

/** Runs a command that prints JSON. Throws an Error with the whole output of a command that printed anything else. */
export async function runJson<T>(...args: string[]): Promise<{ exitCode: number | undefined; json: T }> {
  const { exitCode, stdout, all } = await run(...args);
  try {
    return { exitCode, json: JSON.parse(stdout) as T };
  } catch {
    throw new Error(`./lab ${args.join(' ')} ended with ${exitCode} and printed no JSON:\n${all}`);
  }
}

/** Stops a component for the tests of a file. */
let without = '';

/** For tests that count exactly: stops the synthetic customer meanwhile. */
export function withoutTheSyntheticCustomer(): void {
  beforeAll(async () => {
    await ready();
    without = 'synthetic';
    await run('stop', without);
  });
  afterAll(async () => {
    await run('start', without);
    without = '';
  });
}

/** Waits until every component is ready (or only the named ones). */
export async function ready(...names: string[]): Promise<void> {
  const notReady = async () => {
    const parts = await control.states();
    const awaited = parts.filter(({ name }) => (names.length > 0 ? names.includes(name) : name !== without));
    return awaited.filter(({ state }) => state !== 'ready').map(({ name, state }) => `${name} ${state}`);
  };
  await eventually(async () => expect(await notReady()).toEqual([]), { timeoutMs: 120_000 });
}
