import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { oneFailed, onePassed, sum, type Tally, tallyOf } from './tally.ts';

type Env = Record<string, string>;

/** Runs a tool of node_modules with the project's Node and shows its output; returns whether it succeeded. */
export async function runTool(lab: Lab, tool: string, args: string[], env: Env = {}): Promise<boolean> {
  const bin = join(lab.root, 'node_modules/.bin');
  const { exitCode } = await execa(process.execPath, [join(bin, tool), ...args], {
    cwd: lab.root,
    env: { PATH: `${bin}:${process.env['PATH']}`, NX_DAEMON: 'false', NX_TUI: 'false', ...env },
    stdin: 'ignore',
    stdout: 'inherit',
    stderr: 'inherit',
    reject: false,
  });
  return exitCode === 0;
}

/** Runs a command that is a test by itself. */
export async function runCheck(lab: Lab, command: string, args: string[], env: Env = {}): Promise<Tally> {
  const { exitCode, all } = await execa(command, args, { cwd: lab.root, env, all: true, reject: false });
  const what = [command.split('/').at(-1), ...args].join(' ');
  console.log(`${exitCode === 0 ? 'ok  ' : 'FAIL'} ${what}`);
  if (exitCode === 0) return onePassed;
  console.log(all);
  return oneFailed(what);
}

/** Runs Vitest and counts its results; a failed run without a failed test counts as one failed test. */
export async function runVitest(lab: Lab, name: string, args: string[], env: Env = {}): Promise<Tally> {
  const folder = join(lab.home, 'test');
  const report = join(folder, `${name}.json`);
  mkdirSync(folder, { recursive: true });
  rmSync(report, { force: true });
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`];
  const endedWell = await runTool(lab, 'vitest', ['run', ...args, ...reporters], env);
  const ended = oneFailed(`${name}: Vitest ended with an error of its own`);
  if (!existsSync(report)) return ended;
  const tally = tallyOf(JSON.parse(readFileSync(report, 'utf8')), lab.root);
  return endedWell || tally.failures.length > 0 ? tally : sum([tally, ended]);
}
