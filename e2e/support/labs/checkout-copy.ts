import { cpSync, globSync, mkdirSync, readdirSync, readlinkSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { execa } from 'execa';
import { root, temporaryFolder } from './second-lab.ts';

const notCopied = ['node_modules', '.lab', '.nx', '.git', 'dist'];

/** This checkout, without installed packages and build output, in a new folder of this name. */
export function copyOfCheckout(name = 'lab'): string {
  const folder = join(temporaryFolder(), name);
  cpSync(root, folder, { recursive: true, filter: (path) => !notCopied.includes(basename(path)) });
  return folder;
}

/** The same with links to the installed packages: enough for every command that only reads. */
export function linkedCopy(name?: string): string {
  const folder = copyOfCheckout(name);
  linkInstalled(folder);
  return folder;
}

/** Links the installed packages into a copy; those of this repository are the copy's own. */
export function linkInstalled(folder: string): void {
  for (const nested of globSync('*/*/node_modules', { cwd: root, exclude: ['node_modules/**/*'] })) {
    mkdirSync(dirname(join(folder, nested)), { recursive: true });
    symlinkSync(join(root, nested), join(folder, nested));
  }
  const ours = '@webstore';
  const installed = join(root, 'node_modules');
  const copy = join(folder, 'node_modules');
  mkdirSync(join(copy, ours), { recursive: true });
  for (const name of readdirSync(installed)) {
    if (name !== ours) symlinkSync(join(installed, name), join(copy, name));
  }
  // npm links to a package of the repository by a relative path, which leads to the copy's own from there.
  for (const name of readdirSync(join(installed, ours)))
    symlinkSync(readlinkSync(join(installed, ours, name)), join(copy, ours, name));
}

type Env = Record<string, string | undefined>;

/**
 * Runs a program of a checkout as a user's shell does, with exactly this environment besides PATH and HOME.
 */
export function runIn(folder: string, program: string, args: string[], env: Env = {}) {
  const base: Env = { PATH: process.env['PATH'], HOME: process.env['HOME'], CI: 'true', ...env };
  return execa(join(folder, program), args, {
    cwd: folder,
    env: Object.fromEntries(Object.entries(base).filter(([, value]) => value !== undefined)) as Record<
      string,
      string
    >,
    extendEnv: false,
    reject: false,
    stdin: 'ignore',
  });
}
