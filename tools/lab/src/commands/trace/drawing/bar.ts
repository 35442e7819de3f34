/** A period, in the same milliseconds as the scale. */
export interface Lasting {
  fromMs: number;
  toMs: number;
}

export interface BarParts {
  /** The spans of the row. */
  spans: Lasting[];
  /** The part on the critical path. */
  critical: Lasting[];
  /** The time before it could start: in the outbox, on the broker. */
  waiting: Lasting[];
}

/**
 * To scale: `·` waiting, `─` the span, `█` its part of the critical path; a period shorter than a cell still
 * gets one.
 */
export function bar({ spans, critical, waiting }: BarParts, scale: Lasting, width: number): string {
  const cells = Array<string>(width).fill(' ');
  // A trace of zero length still needs a scale.
  const perMs = width / (scale.toMs - scale.fromMs || 1);
  const cellAt = (ms: number) => Math.min(width - 1, Math.max(0, Math.floor((ms - scale.fromMs) * perMs)));
  const draw = (parts: Lasting[], sign: string) => {
    for (const { fromMs, toMs } of parts) {
      const first = cellAt(fromMs);
      const end = Math.min(width, Math.max(first + 1, Math.round((toMs - scale.fromMs) * perMs)));
      cells.fill(sign, first, end);
    }
  };
  draw(waiting, '·');
  draw(spans, '─');
  draw(critical, '█');
  return cells.join('').trimEnd();
}
