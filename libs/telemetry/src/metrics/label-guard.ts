import { telemetryConfig } from '../config';

/**
 * Keeps one careless label from filling memory, here and in Prometheus: the values that a label had first stay, what
 * comes after the hundredth is `other`. A net, not a design: it hides what is beyond, hence `refused`.
 */
export class LabelGuard {
  private readonly known = new Map<string, Set<string>>();
  private readonly full = new Set<string>();

  /** @param refused told of each value that became `other`, and whether it is the first of its label */
  constructor(
    private readonly refused: (label: string, isFirst: boolean) => void,
    private readonly most = telemetryConfig.mostLabelValues,
  ) {}

  /** The same object where nothing had to be replaced, which is nearly always. */
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
