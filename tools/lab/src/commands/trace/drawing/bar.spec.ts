import { describe, expect, it } from 'vitest';
import { bar } from './bar.ts';

const scale = { fromMs: 1000, toMs: 1100 };
const drawn = (parts: Partial<Parameters<typeof bar>[0]>, over = scale) =>
  bar({ spans: [], critical: [], waiting: [], ...parts }, over, 10);

describe('a bar', () => {
  it('is to scale: waiting, the span, its part of the critical path', () => {
    const [waiting, spans, critical] = [
      [{ fromMs: 1000, toMs: 1020 }],
      [{ fromMs: 1020, toMs: 1090 }],
      [{ fromMs: 1060, toMs: 1080 }],
    ];
    expect(drawn({ waiting, spans, critical })).toBe('··────██─');
  });

  it('shows a span of zero length, also at the very end', () => {
    expect(drawn({ spans: [{ fromMs: 1050, toMs: 1050 }] })).toBe('     ─');
    expect(drawn({ spans: [{ fromMs: 1100, toMs: 1100 }] })).toBe('         ─');
  });

  it('shows the only span of a trace of zero length', () => {
    expect(drawn({ spans: [{ fromMs: 1000, toMs: 1000 }] }, { fromMs: 1000, toMs: 1000 })).toBe('─');
  });

  it('shows each span of a folded row at its position', () => {
    const spans = [
      { fromMs: 1000, toMs: 1010 },
      { fromMs: 1050, toMs: 1070 },
    ];
    expect(drawn({ spans })).toBe('─    ──');
  });
});
