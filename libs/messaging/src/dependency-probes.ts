import { type DependencyCheck, SharedCheck, withoutSpans } from '@webstore/telemetry';
import { causeOf } from './retry';

export interface Outage {
  readonly name: string;
  readonly cause: string;
}

/** Asks the dependencies that messages need whether they are up, in the way of the readiness check. What a service can do without is not asked. */
export class DependencyProbes {
  private readonly probes: readonly (readonly [name: string, check: SharedCheck])[];
  private asking?: Promise<Outage[]>;

  /** @param deadlineMs a dependency that has not answered by then is down. Default: as in the readiness check */
  constructor(checks: readonly DependencyCheck[] = [], deadlineMs?: number) {
    this.probes = checks
      .filter(({ optional }) => !optional)
      .map((one) => [one.name, new SharedCheck(one, deadlineMs)]);
  }

  /** The dependencies that are down now; resolves within the deadline. Partitions that ask at once share the answer. */
  down(): Promise<Outage[]> {
    this.asking ??= this.ask().finally(() => (this.asking = undefined));
    return this.asking;
  }

  private async ask(): Promise<Outage[]> {
    const answers = await Promise.all(this.probes.map(([name, check]) => this.outageOf(name, check)));
    return answers.filter((answer) => answer !== undefined);
  }

  private async outageOf(name: string, check: SharedCheck): Promise<Outage | undefined> {
    try {
      await withoutSpans(() => check.run());
      return undefined;
    } catch (error) {
      return { name, cause: causeOf(error) };
    }
  }
}
