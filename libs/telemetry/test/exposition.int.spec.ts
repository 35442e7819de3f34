import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TraceFlags, trace } from '@opentelemetry/api';
import { beforeAll, describe, expect, it } from 'vitest';
import { counter, gauge, histogram, summary } from '../src/metrics/metrics';
import { collectRuntimeMetrics, exposition } from '../src/metrics/registry';

const awkward = ['plain', 'a "quoted" one', 'back\\slash', 'two\nlines', '} # {trace_id="0"} 1', '在庫'];

function promtool(arguments_: string[], input?: string) {
  const { status, stdout, stderr } = spawnSync('promtool', arguments_, { input, encoding: 'utf8' });
  return { status, said: `${stdout}${stderr}` };
}

describe('what a scrape gets, promtool reads', () => {
  beforeAll(() => {
    collectRuntimeMetrics();
    const spanContext = { traceId: '0af7651916cd43dd8448eb211c80319c', spanId: 'b7ad6b7169203331' };
    const span = trace.wrapSpanContext({ ...spanContext, traceFlags: TraceFlags.SAMPLED });
    Object.assign(span, { attributes: { 'webstore.keep': 'error' } });
    const events = counter({ name: 'test_events_total', help: 'Events.', labels: ['kind'] });
    const times = histogram({ name: 'test_seconds', help: 'Times.', labels: ['kind'], buckets: [0.1, 1] });
    const sizes = summary({ name: 'test_bytes', help: 'Sizes.', labels: ['kind'], quantiles: [0.5] });
    gauge({ name: 'test_open', help: 'Open: "quoted", and \\ escaped.' }).set({}, Infinity);
    for (const kind of awkward) {
      events.add({ kind }, 1, span);
      times.observe({ kind }, 0.5, span);
      sizes.observe({ kind }, 100);
    }
  });

  it('as text, without complaints', async () => {
    const { body } = await exposition('text');
    expect(promtool(['check', 'metrics'], body)).toEqual({ status: 0, said: '' });
  });

  it('as OpenMetrics, with its exemplars', async () => {
    const { body } = await exposition('openmetrics');
    expect(body).toContain('# {trace_id="0af7651916cd43dd8448eb211c80319c",span_id="b7ad6b7169203331"}');
    // promtool reads OpenMetrics only to create blocks, which need a timestamp for every sample.
    const sample = /^([\w:]+(?:\{(?:[^"}]|"(?:[^"\\]|\\.)*")*\})? \S+)/gm;
    const folder = mkdtempSync(join(tmpdir(), 'openmetrics-'));
    writeFileSync(join(folder, 'scrape'), body.replace(sample, '$1 1700000000'));
    const result = promtool(['tsdb', 'create-blocks-from', 'openmetrics', join(folder, 'scrape'), folder]);
    rmSync(folder, { recursive: true });
    expect(result).toMatchObject({ status: 0 });
  });
});
