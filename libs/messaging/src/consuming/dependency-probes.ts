import { type DependencyCheck, SharedCheck, withoutSpans } from '@webstore/telemetry';
import { causeOf } from '../retry';

export interface Outage {
  readonly name: string;
  readonly cause: string;
}

/** Probes the dependencies of message handling with the checks of the readiness endpoint. Optional dependencies are skipped. */
export class DependencyProbes {
  private readonly probes: readonly (readonly [name: string, check: SharedCheck])[];
  private asking?: Promise<Outage[]>;

  /** @param deadlineMs a dependency that has not responded after this time is down. Default: as in the readiness check */
  constructor(checks: readonly DependencyCheck[] = [], deadlineMs?: number) {
    this.probes = checks
      .filter(({ optional }) => !optional)
      .map((one) => [one.name, new SharedCheck(one, deadlineMs)]);
  }

  /** The dependencies that are down now; resolves within the deadline. Concurrent callers share one probe. */
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
