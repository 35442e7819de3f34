import { spawn } from 'node:child_process';
import { closeSync, writeSync } from 'node:fs';
import type { Lab } from '../lab.ts';
import { endScript } from '../machine/end-process.ts';
import type { RunJob } from '../stack/component.ts';
import { boundLog, lastLines, openLog } from './log-file.ts';
import { removePidFile, writePidFile } from './pid-file.ts';

/** A command that ended badly; its last line says why. */
export class JobFailed extends Error {
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** Runs the commands that prepare a part: output into its log, ended together with the wish for the part. */
export function jobsOf(lab: Lab, part: string, signal: AbortSignal): RunJob {
  return async (command, args, { cwd = lab.root, env = {}, log: name = `${part}.prepare` } = {}) => {
    signal.throwIfAborted();
    boundLog(lab.log(name));
    const log = openLog(lab.log(name), false);
    writeSync(log, `$ ${[command, ...args].join(' ')}\n`);
    try {
      const child = spawn(command, args, {
        cwd,
        env: { ...process.env, ...env },
        stdio: ['ignore', log, log],
        detached: true,
      });
      const ended = new Promise<number | null>((resolve, reject) => {
        child.once('error', reject);
        child.once('exit', resolve);
      });
      const identity = child.pid === undefined ? undefined : writePidFile(lab, name, child.pid);
      let gone: Promise<void> | undefined;
      const end = () => (gone = identity && endScript(identity, 5_000));
      signal.addEventListener('abort', end, { once: true });
      const code = await ended.finally(() => signal.removeEventListener('abort', end));
      await gone;
      signal.throwIfAborted();
      if (code !== 0)
        throw new JobFailed(lastLines(lab.log(name), 1)[0] ?? `${command} ended with ${code}`, code);
    } finally {
      closeSync(log);
      removePidFile(lab, name);
    }
  };
}
