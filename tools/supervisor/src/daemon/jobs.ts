import { spawn } from 'node:child_process';
import { closeSync, writeSync } from 'node:fs';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endScript } from '@webstore/lab-core/machine/end-process.ts';
import { identityOf } from '@webstore/lab-core/machine/process-identity.ts';
import type { RunJob } from '../components/component.ts';
import { boundLog, lastLines, openLog } from '@webstore/lab-core/machine/log-file.ts';
import { markOf } from '@webstore/lab-core/machine/mark.ts';
import { removePidFile, writePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { Troubles } from './troubles.ts';

/** A failed command; its last line states the reason. */
export class JobFailed extends Error {
  readonly exitCode: number | null;

  constructor(message: string, exitCode: number | null) {
    super(message);
    this.exitCode = exitCode;
  }
}

/**
 * Runs the commands that prepare a component, with their output in its log; the component's abort signal ends
 * them.
 */
export function jobsOf(lab: Lab, component: string, signal: AbortSignal, troubles = new Troubles()): RunJob {
  return async (command, args, { cwd = lab.root, env = {}, log: name = `${component}.prepare` } = {}) => {
    signal.throwIfAborted();
    troubles.guard(`to bound the log ${name}`, () => boundLog(lab.log(name)));
    const log = troubles.guard(`to open the log ${name}`, () => openLog(lab.log(name), false));
    if (log !== undefined)
      troubles.guard(`to write to the log ${name}`, () =>
        writeSync(log, `$ ${[command, ...args].join(' ')}\n`),
      );
    try {
      const output = log ?? 'ignore';
      const child = spawn(command, args, {
        cwd,
        env: { ...process.env, ...env, ...markOf(lab.home, name) },
        stdio: ['ignore', output, output],
        detached: true,
      });
      const ended = new Promise<number | null>((resolve, reject) => {
        child.on('error', reject);
        child.once('exit', resolve);
      });
      const { pid } = child;
      const identity = pid === undefined ? undefined : identityOf(pid);
      if (pid !== undefined)
        troubles.guard(`to write the pid file of ${name}`, () => writePidFile(lab, name, pid));
      let gone: Promise<void> | undefined;
      const end = () =>
        (gone = troubles.guardAsync(`to end ${name}`, async () => identity && endScript(identity, 5_000)));
      signal.addEventListener('abort', end, { once: true });
      const code = await ended.finally(() => signal.removeEventListener('abort', end));
      await gone;
      signal.throwIfAborted();
      if (code !== 0)
        throw new JobFailed(lastLines(lab.log(name), 1)[0] ?? `${command} ended with ${code}`, code);
    } finally {
      if (log !== undefined) closeSync(log);
      troubles.guard(`to remove the pid file of ${name}`, () => removePidFile(lab, name));
    }
  };
}
