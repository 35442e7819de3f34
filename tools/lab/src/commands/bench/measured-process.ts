import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { Launch } from '@webstore/supervisor/components/component.ts';
import { lastLines } from '@webstore/lab-core/machine/log-file.ts';

/** The format of `tools/bench/src/preload/probe.ts`. */
export interface Usage {
  cpuMicros: number;
  rss: number;
  heap: number;
}

/** A service that reports its CPU and memory use. */
export class MeasuredProcess {
  private readonly child: ChildProcess;
  private readonly log: string;

  constructor(lab: Lab, name: string, { command, args, env, cwd }: Launch) {
    this.log = lab.log(`bench-${name}`);
    const log = openSync(this.log, 'w');
    this.child = spawn(command, args, { env, cwd, stdio: ['ignore', log, log, 'ipc'] });
    closeSync(log);
  }

  /** Waits until `condition` holds; fails with the last output if the process exits first. */
  async until(condition: () => Promise<boolean>): Promise<void> {
    while (!(await condition())) {
      if (this.child.exitCode !== null)
        throw new Failure(['A service of the bench ended at once:', ...lastLines(this.log, 5)].join('\n'));
      await pause(100);
    }
  }

  async usage(what: 'cpu' | 'memory' = 'cpu'): Promise<Usage> {
    const answer = once(this.child, 'message');
    this.child.send(what);
    return ((await answer) as [Usage])[0];
  }

  async stop(): Promise<void> {
    if (this.child.exitCode !== null) return;
    const ended = once(this.child, 'exit');
    this.child.kill();
    const patience = setTimeout(() => this.child.kill('SIGKILL'), 15_000);
    await ended;
    clearTimeout(patience);
  }
}
