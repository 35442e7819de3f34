import { EventEmitter, once } from 'node:events';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { residentMemory } from '@webstore/lab-core/machine/process-tree.ts';
import { isDesired, isHeld, mustBeDesired } from '@webstore/lab-core/rollouts/rollouts.ts';
import { components } from '../components/index.ts';
import { addTarget, removeTarget, clearTargets } from '../components/configuring/prometheus-targets.ts';
import { replicaNamed } from '@webstore/lab-core/rollouts/replicas.ts';
import { isCached } from '../components/launching/cache.ts';
import { type Component, type Stage, stages } from '../components/component.ts';
import { boundLog } from '@webstore/lab-core/machine/log-file.ts';
import { SupervisedComponent, type Surroundings } from './supervised-component.ts';
import { Troubles } from './troubles.ts';
import { type ComponentStatus, Unavailable } from './states.ts';

/** Telemetry ends after its senders, and the data stores end last. */
const stopOrder: Stage[] = ['shop', 'compiled', 'metrics', 'backing'];
const tidyEveryMs = 10_000;

/** All components of one lab, and their order. */
export class Supervisor implements Surroundings {
  readonly lab: Lab;
  readonly troubles = new Troubles();
  readonly changes = new EventEmitter().setMaxListeners(0);
  readonly #components: Map<string, SupervisedComponent>;
  #compiling: Promise<unknown> = Promise.resolve();
  #isEnding = false;

  constructor(lab: Lab, stack: readonly Component[] = components) {
    this.lab = lab;
    this.#components = new Map(
      stack.map((component) => [component.name, new SupervisedComponent(component, this)]),
    );
    setInterval(() => this.troubles.guard('to tidy up', () => this.tidy()), tidyEveryMs).unref();
  }

  /** Bounds the logs, and repeats failed writes. */
  tidy(): void {
    for (const log of [...this.#components.keys(), 'supervisor'])
      this.troubles.guard(`to bound the log of ${log}`, () => boundLog(this.lab.log(log)));
    for (const supervised of this.#components.values()) supervised.record();
  }

  changed(): void {
    for (const listener of this.changes.listeners('change'))
      this.troubles.guard('to publish a change', () => listener.call(this.changes) as unknown);
  }

  supervised(name: string): SupervisedComponent {
    const supervised = this.#components.get(name);
    if (!supervised) throw new Error(`There is no part ${name}.`);
    return supervised;
  }

  /** A replica starts only if it is desired, and is no longer a scrape target when it is stopped. */
  start(name: string): void {
    // It would run on without a supervisor.
    if (this.#isEnding) throw new Error(`The lab is ending: ${name} is not started.`);
    mustBeDesired(this.lab, name);
    this.supervised(name).start();
  }

  stop(name: string): Promise<void> {
    if (replicaNamed(name))
      this.troubles.guard(`to have ${name} scraped no more`, () => removeTarget(this.lab, name));
    return this.supervised(name).stop(true);
  }

  /** Starts components that do not run yet; those stopped on purpose stay stopped. */
  up(last: Stage): void {
    if (this.#isEnding) throw new Error('The lab is ending: run ./lab up again when it has ended.');
    for (const supervised of this.#components.values()) {
      const isWanted = stages.indexOf(supervised.component.stage) <= stages.indexOf(last);
      const { name } = supervised.component;
      if (isHeld(this.lab, name)) {
        supervised.onPurpose = true;
        // It is desired, so its absence is an outage.
        this.troubles.guard(`to have ${name} scraped`, () => addTarget(this.lab, name));
      }
      if (isWanted && !supervised.onPurpose && isDesired(this.lab, name)) supervised.start();
    }
  }

  async down(): Promise<void> {
    this.#isEnding = true;
    const { troubles } = this;
    troubles.guard('to have nothing scraped', () => clearTargets(this.lab));
    for (const stage of stopOrder) {
      const members = [...this.#components.values()].filter(
        (supervised) => supervised.component.stage === stage,
      );
      const each = (verb: 'drain' | 'stop') =>
        Promise.all(
          members.map((supervised) =>
            troubles.guardAsync(`to ${verb} ${supervised.component.name}`, () =>
              verb === 'drain' ? supervised.drain() : supervised.stop(false),
            ),
          ),
        );
      await each('drain');
      await each('stop');
    }
  }

  /** Compiling never delays the shop, and the compiled components do not delay each other. */
  async compileTurn(supervised: SupervisedComponent, signal: AbortSignal): Promise<() => void> {
    const { stage, fetched } = supervised.component;
    if (stage !== 'compiled' || isCached(this.lab, fetched)) return () => undefined;
    supervised.become('waiting', 'its turn to be compiled');
    const before = this.#compiling;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#compiling = before.then(() => promise);
    try {
      const earlier = [...this.#components.values()].filter((other) => other.component.stage !== 'compiled');
      await this.#until(() => earlier.every((other) => this.#isSettled(other)), signal);
      await Promise.race([before, aborted(signal)]);
      signal.throwIfAborted();
      return resolve;
    } catch (error) {
      resolve();
      throw error;
    }
  }

  async needsReady(supervised: SupervisedComponent, signal: AbortSignal): Promise<void> {
    for (const need of supervised.component.needs.map((name) => this.supervised(name))) {
      const { name } = need.component;
      await this.#until(() => {
        if (need.state === 'unavailable') throw new Unavailable(`needs ${name}: ${need.reason}`);
        if (need.state !== 'ready') supervised.become('waiting', `for ${name}`);
        return need.state === 'ready';
      }, signal);
    }
  }

  /**
   * With memory on request: it costs a walk through /proc. Excludes replicas that do not run, because they
   * are not expected to.
   */
  status(withMemory: boolean): ComponentStatus[] {
    const shown = [...this.#components.values()].filter(
      ({ component: { name }, state }) => !replicaNamed(name) || state !== 'stopped',
    );
    return shown.map((supervised) => ({
      name: supervised.component.name,
      stage: supervised.component.stage,
      summary: supervised.component.summary,
      state: supervised.state,
      reason: supervised.reason,
      since: supervised.since.toISOString(),
      pid: supervised.pid,
      ports: supervised.component.ports.map((port) => this.lab.port(port)),
      restarts: supervised.restarts,
      tookMs: supervised.tookMs,
      memoryBytes: withMemory && supervised.pid !== undefined ? residentMemory(supervised.pid) : undefined,
      settled: this.#isSettled(supervised),
    }));
  }

  #isSettled(supervised: SupervisedComponent): boolean {
    if (supervised.state === 'ready' || supervised.givenUp) return true;
    if (supervised.state !== 'waiting') return false;
    return supervised.component.needs.some(
      (need) => supervised.reason === `for ${need}` && this.#isBlocked(this.supervised(need)),
    );
  }

  #isBlocked(need: SupervisedComponent): boolean {
    return need.state !== 'ready' && this.#isSettled(need);
  }

  async #until(condition: () => boolean, signal: AbortSignal): Promise<void> {
    while (!condition()) await once(this.changes, 'change', { signal });
    signal.throwIfAborted();
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
