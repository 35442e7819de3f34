import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatFor, textFormat } from './exposition-format';

describe('the format of an exposition', () => {
  it.each([
    [undefined, 'text'],
    ['', 'text'],
    ['*/*', 'text'],
    ['application/json', 'text'],
    ['text/plain;version=0.0.4', 'text'],
    ['application/openmetrics-text', 'openmetrics'],
    ['Application/OpenMetrics-Text; version=1.0.0', 'openmetrics'],
    ['application/openmetrics-text;q=0, text/plain', 'text'],
    ['application/openmetrics-text;q=0.3,text/plain;q=0.5', 'text'],
    // Prometheus 3, which prefers protobuf; this library does not support it.
    [
      'application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited;q=0.7,application/openmetrics-text;version=1.0.0;escaping=allow-utf-8;q=0.6,application/openmetrics-text;version=0.0.1;q=0.4,text/plain;version=1.0.0;q=0.3,*/*;q=0.2',
      'openmetrics',
    ],
    ['application/openmetrics-text;q=constructor', 'text'],
  ])('that %j asks for is %s', (accept, format) => {
    expect(formatFor(accept)).toBe(format);
  });

  it('is chosen for any Accept header', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (accept) => {
        expect(['text', 'openmetrics']).toContain(formatFor(accept));
      }),
    );
  });
});

describe('the older text format', () => {
  it('has full counter names, no exemplars and no end mark', () => {
    const openMetrics = [
      '# HELP orders Orders, not # {a="b"} 1',
      '# TYPE orders counter',
      'orders_total{result="paid"} 2 # {trace_id="ab",span_id="cd"} 1 1700000000.1',
      'orders_total 3 # {trace_id="ab"} 1 1700000000.1',
      '# HELP orders_open Open orders.',
      '# TYPE orders_open gauge',
      'orders_open +Inf',
      '# TYPE seconds histogram',
      'seconds_bucket{le="0.5",route="/a"} 4 # {trace_id="ab"} 0.3 1700000000.1',
      '# EOF',
      '',
    ];
    expect(textFormat(openMetrics.join('\n')).split('\n')).toEqual([
      '# HELP orders_total Orders, not # {a="b"} 1',
      '# TYPE orders_total counter',
      'orders_total{result="paid"} 2',
      'orders_total 3',
      '# HELP orders_open Open orders.',
      '# TYPE orders_open gauge',
      'orders_open +Inf',
      '# TYPE seconds histogram',
      'seconds_bucket{le="0.5",route="/a"} 4',
      '',
    ]);
  });

  it('keeps any label value', () => {
    const escaped = fc
      .string({ unit: 'binary' })
      .map((text) => text.replace(/[\\"\n]/g, (special) => (special === '\n' ? '\\n' : `\\${special}`)));
    fc.assert(
      fc.property(fc.array(escaped, { minLength: 1 }), (values) => {
        const labels = values.map((value, at) => `l${at}="${value}"`).join(',');
        const sample = `seen_total{${labels}} 1`;
        const line = `${sample} # {trace_id="${'0'.repeat(32)}"} 1 1.5`;
        expect(textFormat(`# TYPE seen counter\n${line}`).split('\n')[1]).toBe(sample);
      }),
    );
  });

  it('takes time linear in its length', () => {
    const timeOf = (length: number) => {
      const began = performance.now();
      textFormat(`a{b="${'\\"'.repeat(length)}`);
      return performance.now() - began;
    };
    timeOf(1_000);
    expect(timeOf(1_000_000)).toBeLessThan(1_000);
  });
});
