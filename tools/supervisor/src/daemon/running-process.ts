import { spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { endProcess } from '@webstore/lab-core/machine/end-process.ts';
import type { ProcessIdentity } from '@webstore/lab-core/machine/process-identity.ts';
import { applyRollouts } from '@webstore/lab-core/rollouts/rollouts.ts';
import type { Component } from '../components/component.ts';
import { addTarget } from '../components/configuring/prometheus-targets.ts';
import { identityOf } from '@webstore/lab-core/machine/process-identity.ts';
import { readyWithinMs } from './backoff.ts';
import { openLog } from '@webstore/lab-core/machine/log-file.ts';
import { markOf } from '@webstore/lab-core/machine/mark.ts';
import { readPidFile, removePidFile, writePidFile } from '@webstore/lab-core/machine/pid-file.ts';
import { Troubles } from './troubles.ts';

const lookEveryMs = 100;

/**
 * A started process of a component, in a separate process group, so that a Ctrl-C in a terminal does not
 * reach it.
 */
export class RunningProcess {
  readonly identity: ProcessIdentity;
  /** Resolves with the reason of its end. */
  readonly ended: Promise<string>;
  /** Set by the code that ended it. */
  reason: string | undefined;
  readonly #component: Component;
  readonly #lab: Lab;
  readonly #troubles: Troubles;
  #gone = false;
  #wasReady = false;

  private constructor(
    component: Component,
    lab: Lab,
    troubles: Troubles,
    identity: ProcessIdentity,
    exit: Promise<string>,
  ) {
    this.#component = component;
    this.#lab = lab;
    this.#troubles = troubles;
    this.identity = identity;
    this.ended = exit.then((how) => {
      this.#gone = true;
      troubles.guard(`to remove the pid file of ${component.name}`, () => removePidFile(lab, component.name));
      return this.reason ?? how;
    });
  }

  /**
   * Failures to write records (the log and the pid file) are not fatal: a component can run with a full disk.
   */
  static async start(
    component: Component,
    lab: Lab,
    freshLog: boolean,
    troubles = new Troubles(),
  ): Promise<RunningProcess> {
    const { name, launch } = component;
    const { command, args, env, cwd } = applyRollouts(lab, name, launch!(lab));
    const log = troubles.guard(`to open the log of ${name}`, () => openLog(lab.log(name), freshLog));
    try {
      const output = log ?? 'ignore';
      const child = spawn(command, args, {
        cwd: cwd ?? lab.root,
        env: { ...(env ?? process.env), ...markOf(lab.home, name) },
        detached: true,
        stdio: ['ignore', output, output],
      });
      const exit = new Promise<string>((resolve) => {
        child.once('exit', (code, signal) =>
          resolve(signal ? `ended by ${signal}` : `ended with exit code ${code}`),
        );
      });
      await new Promise<void>((resolve, reject) => {
        child.once('spawn', resolve);
        child.on('error', reject);
      });
      // It ended before this check: its exit has all the information, and there is nothing left to signal.
      const identity = identityOf(child.pid!) ?? { pid: child.pid!, startTime: -1 };
      const running = new RunningProcess(component, lab, troubles, identity, exit);
      running.record();
      return running;
    } finally {
      if (log !== undefined) closeSync(log);
    }
  }

  /** Records that it runs and is a scrape target; safe to repeat, for a disk on which it failed before. */
  record(): void {
    const { name } = this.#component;
    if (this.#gone) return;
    this.#troubles.guard(`to write the pid file of ${name}`, () => {
      if (!readPidFile(this.#lab, name)) writePidFile(this.#lab, name, this.identity.pid);
    });
    if (this.#wasReady) this.#troubles.guard(`to have ${name} scraped`, () => addTarget(this.#lab, name));
  }

  /** Resolves when the component is ready; rejects when it ends before that, or at the deadline. */
  async waitUntilReady(signal: AbortSignal, withinMs = readyWithinMs(0)): Promise<void> {
    const until = Date.now() + withinMs;
    const { ready, settle } = this.#component;
    while (!(await ready!(this.#lab))) {
      if (this.#gone || signal.aborted) throw new Error(await this.ended);
      if (Date.now() > until) throw new Error(`was not ready within ${withinMs / 1000} s`);
      await delay(lookEveryMs);
    }
    await settle?.(this.#lab);
    this.#wasReady = true;
    this.record();
    // Another process may answer on the port on which ours failed.
    if (this.#gone) throw new Error(await this.ended);
  }

  async end(): Promise<void> {
    const { stopSignal = 'SIGTERM', graceMs } = this.#component;
    await endProcess(this.identity, stopSignal, graceMs);
    await this.ended;
  }
}
