import { spawnSync } from 'node:child_process';
import { closeSync } from 'node:fs';
import type { Lab } from '../lab.ts';
import { openLog } from './log-file.ts';
import { markOf } from './mark.ts';
import { writePidFile } from './pid-file.ts';

interface Program {
  command: string;
  args: string[];
  cwd?: string;
  env: NodeJS.ProcessEnv;
}

/** The shell ends at once, so the program is no child of ours. Its pid goes to our pipe, its output to the log. */
const script = 'exec "$@" >&2 & echo $!';

/**
 * Starts a process that continues after its caller has ended, also when the caller is ended with all its
 * children. `./lab down` ends it by its pid file; its log is `./lab logs <name>`.
 */
export function startBackground(
  lab: Pick<Lab, 'home' | 'root' | 'log' | 'run'>,
  name: string,
  { command, args, cwd = lab.root, env }: Program,
): void {
  const log = openLog(lab.log(name), false);
  try {
    const { stdout, error } = spawnSync('/bin/sh', ['-c', script, 'sh', command, ...args], {
      cwd,
      env: { ...env, ...markOf(lab.home, name) },
      stdio: ['ignore', 'pipe', log],
      encoding: 'utf8',
    });
    if (error) throw error;
    writePidFile(lab, name, Number(stdout));
  } finally {
    closeSync(log);
  }
}
