import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '../lab.ts';
import { endProcess } from '../machine/end-process.ts';
import type { ProcessIdentity } from '../machine/process-identity.ts';
import { asReleased } from '../releases/releases.ts';
import type { Component } from '../stack/component.ts';
import { beScraped } from '../stack/prometheus-targets.ts';
import { openLog } from './log-file.ts';
import { removePidFile, writePidFile } from './pid-file.ts';

const lookEveryMs = 100;
const readyWithinMs = 120_000;

/** A started process of a part, in a process group of its own, so that a Ctrl-C in some terminal does not reach it. */
export class RunningProcess {
  readonly identity: ProcessIdentity;
  /** Resolves with why it ended. */
  readonly ended: Promise<string>;
  /** Said by whoever ended it. */
  reason: string | undefined;
  readonly #component: Component;
  readonly #lab: Lab;
  #gone = false;

  private constructor(component: Component, lab: Lab, identity: ProcessIdentity, exit: Promise<string>) {
    this.#component = component;
    this.#lab = lab;
    this.identity = identity;
    this.ended = exit.then((how) => {
      this.#gone = true;
      removePidFile(lab, component.name);
      return this.reason ?? how;
    });
  }

  static async start(component: Component, lab: Lab, freshLog: boolean): Promise<RunningProcess> {
    const { command, args, env, cwd } = asReleased(lab, component.name, component.launch!(lab));
    const log = openLog(lab.log(component.name), freshLog);
    try {
      const child = spawn(command, args, {
        cwd: cwd ?? lab.root,
        env,
        detached: true,
        stdio: ['ignore', log, log],
      });
      const exit = new Promise<string>((resolve) => {
        child.once('exit', (code, signal) =>
          resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`),
        );
      });
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.once('error', reject);
      });
      const identity = writePidFile(lab, component.name, child.pid!);
      // It ended before we could look: its exit says all there is to know, and there is nothing left to signal.
      return new RunningProcess(component, lab, identity ?? { pid: child.pid!, startTime: -1 }, exit);
    } finally {
      closeSync(log);
    }
  }

  /** Resolves when the part's condition holds; rejects when it ends before that, or never gets there. */
  async becomesReady(signal: AbortSignal): Promise<void> {
    const until = Date.now() + readyWithinMs;
    const { ready, settle } = this.#component;
    while (!(await ready!(this.#lab))) {
      if (this.#gone || signal.aborted) throw new Error(await this.ended);
      if (Date.now() > until) throw new Error(`was not ready within ${readyWithinMs / 1000} s`);
      await delay(lookEveryMs);
    }
    await settle?.(this.#lab);
    beScraped(this.#lab, this.#component.name);
    // Another process may answer on its port while ours died on it.
    if (this.#gone) throw new Error(await this.ended);
  }

  async end(): Promise<void> {
    const { stopSignal = 'SIGTERM', graceMs } = this.#component;
    await endProcess(this.identity, stopSignal, graceMs);
    await this.ended;
  }
}
