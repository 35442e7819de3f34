import { telemetryConfig } from '../config';

/**
 * Limits the number of values per label, to protect memory here and in Prometheus: after the limit (default 100), new values
 * become `other`. This is a safety net that hides data, so `refused` reports each replaced value.
 */
export class LabelGuard {
  private readonly known = new Map<string, Set<string>>();
  private readonly full = new Set<string>();

  /** @param refused called for each value that became `other`, with whether it is the first of its label */
  constructor(
    private readonly refused: (label: string, isFirst: boolean) => void,
    private readonly most = telemetryConfig.mostLabelValues,
  ) {}

  /** @returns the same object if no value was replaced */
  bounded<L extends object>(labels: L): L {
    let bounded = labels;
    for (const label in labels) {
      if (!this.admits(label, String(labels[label]))) bounded = { ...bounded, [label]: 'other' };
    }
    return bounded;
  }

  private admits(label: string, value: string): boolean {
    const values = this.known.get(label) ?? new Set();
    if (values.has(value)) return true;
    if (values.size >= this.most) {
      this.refused(label, !this.full.has(label));
      this.full.add(label);
      return false;
    }
    this.known.set(label, values.add(value));
    return true;
  }
}
