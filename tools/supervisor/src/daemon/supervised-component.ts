import { setTimeout as delay } from 'node:timers/promises';
import { exitCodes, messageOf } from '@webstore/lab-core/failure.ts';
import type { State } from '@webstore/lab-core/component-control/component-control.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { send } from '@webstore/lab-core/machine/end-process.ts';
import { fullDiskOf } from '@webstore/lab-core/machine/disk.ts';
import { isOnPath } from '@webstore/lab-core/machine/programs.ts';
import { fetchScript, isCached } from '../components/launching/cache.ts';
import type { Component } from '../components/component.ts';
import { backoffMs, failuresAfter, patience, readyWithinMs } from './backoff.ts';
import { JobFailed, jobsOf } from './jobs.ts';
import { lastLines } from '@webstore/lab-core/machine/log-file.ts';
import { RunningProcess } from './running-process.ts';
import { Unavailable } from './states.ts';
import type { Troubles } from './troubles.ts';

/** The dependencies of a component on the rest of the lab. */
export interface Surroundings {
  readonly lab: Lab;
  readonly troubles: Troubles;
  changed(): void;
  /** Resolves with a function to call when the turn is over. */
  compileTurn(supervised: SupervisedComponent, signal: AbortSignal): Promise<() => void>;
  /**
   * Resolves when all dependencies of the component are ready; rejects with Unavailable when that is
   * impossible.
   */
  needsReady(supervised: SupervisedComponent, signal: AbortSignal): Promise<void>;
}

/**
 * The life cycle of one component: desired, prepared, started, watched, restarted when it dies, ended on
 * purpose.
 */
export class SupervisedComponent {
  readonly component: Component;
  state: State = 'stopped';
  since = new Date();
  reason: string | undefined;
  /** From the beginning of its preparation, or of its last start, until it was ready. */
  tookMs: number | undefined;
  restarts = 0;
  onPurpose = false;
  failures = 0;
  readonly #around: Surroundings;
  #process: RunningProcess | undefined;
  #wish: AbortController | undefined;
  #life: Promise<void> = Promise.resolve();

  constructor(component: Component, around: Surroundings) {
    this.component = component;
    this.#around = around;
  }

  get pid(): number | undefined {
    return this.#process?.identity.pid;
  }

  /** Whether a wait for its readiness would be in vain now. */
  get givenUp(): boolean {
    return (
      ['stopped', 'unavailable'].includes(this.state) ||
      (this.state === 'failed' && this.failures >= patience)
    );
  }

  start(): void {
    if (this.#wish) return;
    this.onPurpose = false;
    this.restarts = this.failures = 0;
    const wish = new AbortController();
    this.#wish = wish;
    this.#life = this.#live(wish.signal).catch((error: unknown) => this.#end(error, wish.signal));
  }

  /** Resolves when it has processed its input, or at its deadline. */
  async drain(): Promise<void> {
    const { drained, graceMs } = this.component;
    if (!drained || this.state !== 'ready') return;
    this.become('stopping', 'once it has dealt with what it was sent');
    const deadline = Date.now() + graceMs;
    while (Date.now() < deadline && !(await drained(this.#around.lab))) await delay(200);
  }

  /** Resolves when all its processes have ended. */
  async stop(onPurpose: boolean): Promise<void> {
    this.onPurpose = onPurpose;
    if (this.#process) this.become('stopping');
    this.#wish?.abort();
    this.#wish = undefined;
    await this.#life;
    this.become('stopped', onPurpose ? 'on purpose' : undefined);
  }

  /** Repeats writes that may have failed on a full disk. */
  record(): void {
    this.#process?.record();
  }

  /** Simulates a crash: the supervisor is not notified. */
  kill(): boolean {
    if (this.#process) send(this.#process.identity, 'SIGKILL');
    return this.#process !== undefined;
  }

  become(state: State, reason?: string): void {
    if (this.state === state && this.reason === reason) return;
    this.state = state;
    this.reason = reason;
    this.since = new Date();
    this.#around.changed();
  }

  async #live(signal: AbortSignal): Promise<void> {
    this.become('waiting');
    const turnOver = await this.#around.compileTurn(this, signal);
    const began = Date.now();
    try {
      await this.#prepare(signal);
    } finally {
      turnOver();
    }
    await this.#around.needsReady(this, signal);
    if (!this.component.launch) return this.#becomeReady(began);
    await this.#run(began, signal, true);
    for (;;) {
      await delay(backoffMs(this.failures), undefined, { signal });
      this.restarts += 1;
      await this.#run(Date.now(), signal, false);
    }
  }

  async #prepare(signal: AbortSignal): Promise<void> {
    const { name, fetched, programs = {}, prepare } = this.component;
    const { lab } = this.#around;
    const run = jobsOf(lab, name, signal, this.#around.troubles);
    this.become('preparing');
    for (const [program, sentence] of Object.entries(programs))
      if (!isOnPath(program)) throw new Unavailable(sentence);
    if (fetched && !isCached(lab, fetched)) await run(fetchScript(lab), [fetched]);
    await prepare?.(lab, run);
  }

  /** From start to end of one process. */
  async #run(began: number, signal: AbortSignal, first: boolean): Promise<void> {
    const { lab, troubles } = this.#around;
    const { name } = this.component;
    let readyAt = Infinity;
    this.become('starting');
    const running = await RunningProcess.start(this.component, lab, first, troubles).catch((error: unknown) =>
      this.#didNotStart(error, signal),
    );
    if (!running) return;
    this.#process = running;
    const end = () => troubles.guardAsync(`to end ${name}`, () => running.end());
    const endWithWish = () => void end();
    signal.addEventListener('abort', endWithWish, { once: true });
    if (signal.aborted) endWithWish();
    try {
      await running.waitUntilReady(signal, readyWithinMs(this.failures));
      readyAt = Date.now();
      this.#becomeReady(began);
    } catch (error) {
      await end();
      running.reason ??= messageOf(error);
    }
    const reason = await running.ended;
    signal.removeEventListener('abort', endWithWish);
    this.#process = undefined;
    signal.throwIfAborted();
    this.failures = failuresAfter(this.failures, Math.max(0, Date.now() - readyAt));
    const full = troubles.guard(`to look for space for ${name}`, () => fullDiskOf(lab, name));
    this.become('failed', [reason, full ?? [], lastLines(lab.log(name), 3)].flat().join('\n'));
  }

  /** A failure for lack of memory or open files may not occur again. */
  #didNotStart(error: unknown, signal: AbortSignal): undefined {
    signal.throwIfAborted();
    this.failures += 1;
    this.become('failed', messageOf(error));
  }

  #becomeReady(began: number): void {
    this.tookMs = Date.now() - began;
    this.become('ready');
  }

  /**
   * Ends the life cycle: the component is no longer desired, this machine lacks a program, or a preparation
   * failed.
   */
  #end(error: unknown, signal: AbortSignal): void {
    if (signal.aborted) return;
    this.#wish = undefined;
    const lacks =
      error instanceof Unavailable ||
      (error instanceof JobFailed && error.exitCode === exitCodes.unavailable);
    if (lacks) return this.become('unavailable', messageOf(error));
    this.failures = Infinity;
    this.become('failed', messageOf(error));
  }
}
