import { writeSync } from 'node:fs';
import { reasonOf } from '@webstore/lab-core/state/system-error.ts';

/** A failed action of the supervisor. */
export interface Trouble {
  what: string;
  reason: string;
  count: number;
  /** Time of the last failure. */
  last: string;
  /** It has succeeded since. */
  isOver: boolean;
}

const mostKinds = 100;
const standardError = 2;

/**
 * The supervisor's background actions run in `guard`: a failure is logged, counted and shown by `./lab
 * status`, and ends neither the supervisor nor its next action.
 */
export class Troubles {
  readonly #known = new Map<string, Trouble>();
  #linesLost = 0;
  readonly #write: (line: string) => void;

  constructor(write: (line: string) => void = (line) => void writeSync(standardError, line)) {
    this.#write = write;
  }

  /** @returns the result of `act`, or undefined when it fails */
  guard<T>(what: string, act: () => T): T | undefined {
    try {
      const result = act();
      this.#worked(what);
      return result;
    } catch (error) {
      this.note(what, error);
      return undefined;
    }
  }

  /** The same for an asynchronous action. */
  async guardAsync<T>(what: string, act: () => Promise<T>): Promise<T | undefined> {
    try {
      const result = await act();
      this.#worked(what);
      return result;
    } catch (error) {
      this.note(what, error);
      return undefined;
    }
  }

  note(what: string, error: unknown): void {
    const reason = reasonOf(error);
    const before = this.#known.get(what);
    const last = new Date().toISOString();
    // Repeated failures are logged only once; `./lab status` has the count.
    if (!before || before.isOver || before.reason !== reason)
      this.#log(`${last} ${what} failed: ${detailsOf(error, reason)}`);
    // Moves each name to the end, so that the oldest is dropped when there are too many.
    this.#known.delete(what);
    this.#known.set(what, { what, reason, count: (before?.count ?? 0) + 1, last, isOver: false });
    if (this.#known.size > mostKinds) this.#known.delete(this.#known.keys().next().value!);
  }

  list(): Trouble[] {
    return [...this.#known.values()];
  }

  get linesLost(): number {
    return this.#linesLost;
  }

  #worked(what: string): void {
    const before = this.#known.get(what);
    if (!before || before.isOver) return;
    before.isOver = true;
    this.#log(`${new Date().toISOString()} ${what} works again after ${before.count} failures.`);
  }

  #log(line: string): void {
    try {
      this.#write(`${line}\n`);
    } catch {
      this.#linesLost += 1; // Its own log may be on the full disk.
    }
  }
}

/** A bug shows its stack; a system error needs none. */
function detailsOf(error: unknown, reason: string): string {
  const isOurs = error instanceof Error && !('syscall' in error) && error.name !== 'Error';
  return isOurs ? (error.stack ?? reason) : reason;
}
