import { type DependencyCheck, within, withoutSpans } from '@webstore/telemetry';
import { causeOf } from './retry';

/** A dependency that has not answered within this time is down; the same as in the readiness check. */
const DEADLINE_MS = 2_000;

export interface Outage {
  readonly name: string;
  readonly cause: string;
}

/** Asks the dependencies that messages need whether they are up. What a service can do without is not asked. */
export class DependencyProbes {
  private readonly probes: readonly DependencyCheck[];
  private asking?: Promise<Outage[]>;

  constructor(
    checks: readonly DependencyCheck[] = [],
    private readonly deadlineMs = DEADLINE_MS,
  ) {
    this.probes = checks.filter(({ optional }) => !optional);
  }

  /** The dependencies that are down now; resolves within the deadline. Partitions that ask at once share the answer. */
  down(): Promise<Outage[]> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async ask(): Promise<Outage[]> {
    const answers = await Promise.all(this.probes.map((probe) => this.outageOf(probe)));
    return answers.filter((answer) => answer !== undefined);
  }

  private async outageOf({ name, check }: DependencyCheck): Promise<Outage | undefined> {
    try {
      await within(
        withoutSpans(async () => check()),
        this.deadlineMs,
      );
      return undefined;
    } catch (error) {
      return { name, cause: causeOf(error) };
    }
  }
}
