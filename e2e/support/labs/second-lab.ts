import { mkdtempSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { execa } from 'execa';
import { afterAll } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import type { ComponentStatus } from '@webstore/supervisor/daemon/states.ts';

const temporary: string[] = [];

/** Removed after the tests of the file. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'lab-e2e-'));
  temporary.push(folder);
  return folder;
}
afterAll(() => temporary.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

export const root = resolve(import.meta.dirname, '../../..');

/** A second lab beside a running one: it has a new home folder and shifted ports. */
export function secondLab(portOffset: number, env: Record<string, string> = {}) {
  const home = temporaryFolder();
  const lab = openLab({ home, portOffset });
  const run = (...args: string[]) =>
    execa(join(root, 'node_modules/.bin/node'), [join(root, 'tools/lab/src/main.ts'), ...args], {
      env: { LAB_HOME: home, CI: 'true', ...env },
      all: true,
      reject: false,
      stdin: 'ignore',
    });
  const parts = async () =>
    (JSON.parse((await run('status', '--json')).stdout) as { parts: ComponentStatus[] }).parts;
  return {
    lab,
    run,
    up: (...args: string[]) => run('up', '--only', 'backing', '--port-offset', String(portOffset), ...args),
    part: async (name: string) => (await parts()).find((part) => part.name === name),
  };
}

/** A PATH with every program of this machine except the named ones. */
export function pathWithout(...names: string[]): string {
  const folder = temporaryFolder();
  for (const from of (process.env['PATH'] ?? '').split(':').filter(Boolean).reverse()) {
    for (const program of listing(from)) {
      if (names.includes(program)) continue;
      try {
        symlinkSync(join(from, program), join(folder, program));
      } catch {
        // An earlier folder has it too.
      }
    }
  }
  return folder;
}

function listing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
