import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { Operation, OperationSummary } from '@webstore/lab-core/host-api/operation.ts';
import type { Problem } from '@webstore/lab-core/host-api/problem.ts';

/** Adds a line to the progress of an operation. */
export type Progress = (line: string) => void;
/** The work of an operation; it returns the result. */
export type Work<Result = unknown> = (progress: Progress) => Promise<Result>;

type EndState = Exclude<Operation['state'], 'running'>;

/** Maximum number of operations in memory. */
const most = 100;

/** An operation was requested while another one runs. */
export class OperationRunning extends Error {
  readonly running: OperationSummary;

  constructor({ id, kind, startedAt }: OperationSummary) {
    super(`${kind} has been running since ${startedAt}: wait until it has ended, then try again.`);
    this.running = { id, kind, startedAt };
  }
}

/** The changes of the lab, one at a time: two at once would revert each other's work. */
export class Operations {
  readonly #all = new Map<string, Operation>();
  readonly #changes = new EventEmitter().setMaxListeners(0);
  readonly #problemOf: (error: unknown) => Problem;
  #running: Operation | undefined;

  /** @param problemOf describes a failure for the caller, and logs one that nothing expects */
  constructor(problemOf: (error: unknown) => Problem) {
    this.#problemOf = problemOf;
  }

  /**
   * Starts the work in the background. It never rejects: the operation has its result or its problem.
   * @throws OperationRunning
   */
  start(kind: string, work: Work): Operation {
    const operation = this.#begin(kind);
    void this.#carryOut(operation, work);
    return operation;
  }

  /**
   * Work that is over within a request, which is no operation of its own.
   * @throws OperationRunning
   */
  async alone<Result>(kind: string, work: () => Promise<Result>): Promise<Result> {
    const operation = this.#begin(kind);
    let state: EndState = 'failed';
    try {
      const result = await work();
      state = 'succeeded';
      return result;
    } finally {
      this.#all.delete(operation.id);
      this.#end(operation, state);
    }
  }

  /** Newest first. */
  list(): Operation[] {
    return [...this.#all.values()].reverse();
  }

  get(id: string): Operation | undefined {
    return this.#all.get(id);
  }

  /** Resolves at its end, when it has more lines than that, or when the signal aborts. */
  async change(operation: Operation, lines: number, signal: AbortSignal): Promise<void> {
    while (operation.state === 'running' && operation.progress.length <= lines && !signal.aborted)
      await once(this.#changes, operation.id, { signal }).catch(() => undefined);
  }

  #begin(kind: string): Operation {
    if (this.#running) throw new OperationRunning(this.#running);
    const startedAt = new Date().toISOString();
    const operation: Operation = {
      id: randomUUID(),
      kind,
      startedAt,
      state: 'running',
      endedAt: null,
      progress: [],
      result: null,
      problem: null,
    };
    this.#all.set(operation.id, operation);
    if (this.#all.size > most) this.#all.delete(this.#all.keys().next().value!);
    return (this.#running = operation);
  }

  async #carryOut(operation: Operation, work: Work): Promise<void> {
    const progress = (line: string) => {
      operation.progress.push({ at: new Date().toISOString(), line });
      this.#changes.emit(operation.id);
    };
    let state: EndState = 'failed';
    try {
      operation.result = await work(progress);
      state = 'succeeded';
    } catch (error) {
      operation.problem = this.#problemOf(error);
    } finally {
      this.#end(operation, state);
    }
  }

  #end(operation: Operation, state: EndState): void {
    operation.state = state;
    operation.endedAt = new Date().toISOString();
    this.#running = undefined;
    this.#changes.emit(operation.id);
  }
}
