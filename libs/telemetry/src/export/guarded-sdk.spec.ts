import { defaultTextMapGetter, defaultTextMapSetter, propagation, ROOT_CONTEXT } from '@opentelemetry/api';
import { type LogRecordProcessor, LoggerProvider } from '@opentelemetry/sdk-logs';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  type SpanExporter,
  type SpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { Logger } from '@nestjs/common';
import { describe, expect, it, vi } from 'vitest';
import {
  emptied,
  guardedExporter,
  guardedLogRecordProcessor,
  guardedPropagator,
  guardedSpanProcessor,
} from './guarded-sdk';

vi.spyOn(Logger.prototype, 'warn').mockReturnValue();

const broken = () => {
  throw new Error('broken');
};
const rejected = () => Promise.reject(new Error('broken'));

function traced(planted: SpanProcessor) {
  const sent = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [planted, new SimpleSpanProcessor({ exporter: sent })],
  });
  return { provider, sent };
}

describe('an SDK component that throws', () => {
  const throwing = {
    onStart: broken,
    onEnding: broken,
    onEnd: broken,
    forceFlush: rejected,
    shutdown: broken,
  };

  it('as a span processor fails no work, and does not keep spans from later processors', async () => {
    const { provider, sent } = traced(guardedSpanProcessor('planted', { ...throwing }));
    provider
      .getTracer('test')
      .startSpan('work', { attributes: { kept: true } })
      .end();
    expect(sent.getFinishedSpans()).toMatchObject([{ name: 'work', attributes: { kept: true } }]);
    await expect(provider.forceFlush()).resolves.toBeUndefined();
    await expect(provider.shutdown()).resolves.toBeUndefined();
  });

  it('as the redactor lets no unredacted data out', () => {
    const { provider, sent } = traced(guardedSpanProcessor('planted', { ...throwing }, emptied));
    const span = provider
      .getTracer('test')
      .startSpan('GET /4111111111111111', { attributes: { secret: 'x' } });
    span.addEvent('secret').setStatus({ code: 2, message: 'secret' }).end();
    expect(sent.getFinishedSpans()).toMatchObject([
      { name: 'not redacted', attributes: {}, events: [], links: [], status: { code: 2 } },
    ]);
    expect(sent.getFinishedSpans()[0]!.status.message).toBeUndefined();
  });

  it('as a log record processor fails no line', async () => {
    const onEmit = vi.fn<LogRecordProcessor['onEmit']>();
    const later = async () => undefined;
    const processors = [
      guardedLogRecordProcessor('planted', { onEmit: broken, forceFlush: rejected, shutdown: rejected }),
      { onEmit, forceFlush: later, shutdown: later },
    ];
    const provider = new LoggerProvider({ processors });
    provider.getLogger('test').emit({ body: 'a line' });
    expect(onEmit).toHaveBeenCalledOnce();
    await expect(provider.shutdown()).resolves.toBeUndefined();
  });

  it('as a propagator loses the trace context of a call but does not fail the call', () => {
    const propagator = guardedPropagator('planted', { inject: broken, extract: broken, fields: broken });
    const context = propagation.setBaggage(ROOT_CONTEXT, propagation.createBaggage({ own: { value: '1' } }));
    expect(propagator.extract(context, {}, defaultTextMapGetter)).toBe(context);
    expect(() => propagator.inject(context, {}, defaultTextMapSetter)).not.toThrow();
    expect(propagator.fields()).toEqual([]);
  });

  it('as an exporter reports the batch as failed', () => {
    const done = vi.fn();
    guardedExporter<SpanExporter>('planted', { export: broken, shutdown: rejected }).export([], done);
    expect(done).toHaveBeenCalledExactlyOnceWith(expect.objectContaining({ code: 1 }));
  });
});
