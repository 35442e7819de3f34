import {
  context,
  propagation,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  trace,
  TraceFlags,
} from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
  StackContextManager,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { keep, keepTrace, reasonOf } from '../sampling/keep';
import { getKeepReason } from '../sampling/live-traces';
import { EdgePropagator, trustedGetter, KEEP_HEADER, SYNTHETIC_HEADER } from '../propagation/propagator';
import { SpanEnricher } from './span-enricher';
import { markSynthetic } from '../propagation/synthetic';

vi.mock('../config', () => ({
  telemetryConfig: { keepShare: 0.1, sendsSpans: true, peers: new Map([['127.0.0.1:8001', 'catalog']]) },
}));

const inShare = `${'a'.repeat(18)}00000000000001`;
const notInShare = `${'a'.repeat(18)}ffffffffffffff`;

describe('the span enricher', () => {
  let provider: TracerProvider;
  let sent: InMemorySpanExporter;

  beforeEach(() => {
    vi.useFakeTimers();
    context.setGlobalContextManager(new StackContextManager().enable());
    sent = new InMemorySpanExporter();
    provider = new TracerProvider({
      sampler: new AlwaysOnSampler(),
      spanProcessors: [new SpanEnricher(), new SimpleSpanProcessor({ exporter: sent })],
    });
    trace.setGlobalTracerProvider(provider);
  });
  afterEach(async () => {
    await provider.shutdown();
    trace.disable();
    context.disable();
    vi.useRealTimers();
  });

  const parent = (traceId: string) =>
    trace.setSpanContext(ROOT_CONTEXT, {
      traceId,
      spanId: 'b7ad6b7169203331',
      traceFlags: TraceFlags.NONE,
      isRemote: true,
    });
  const open = (name: string, inside = parent(notInShare)): Span =>
    trace.getTracer('test').startSpan(name, {}, inside);
  const under = (span: Span) => trace.setSpan(ROOT_CONTEXT, span);
  const reasons = () =>
    Object.fromEntries(
      sent.getFinishedSpans().map(({ name, attributes }) => [name, attributes['webstore.keep']]),
    );

  it('names the component that a call goes to', () => {
    const attributes = { 'server.address': '127.0.0.1', 'server.port': 8001 };
    trace.getTracer('test').startSpan('GET', { kind: SpanKind.CLIENT, attributes }).end();
    expect(sent.getFinishedSpans()[0]!.attributes['peer.service']).toBe('catalog');
  });

  it('marks every span of a trace in the kept share, including the first to end', () => {
    const server = open('server', parent(inShare));
    open('query', under(server)).end();
    expect(reasons()).toEqual({ query: 'share' });
    server.end();
    expect(reasons()).toEqual({ query: 'share', server: 'share' });
  });

  it('does not mark a trace without a keep reason', () => {
    open('server').end();
    expect(reasons()).toEqual({ server: undefined });
  });

  it('applies a reason of one span to all spans of the trace', () => {
    const server = open('server');
    const handler = open('handler', under(server));
    keep(handler, 'vip');
    open('query', under(handler)).end();
    expect(reasonOf(server)).toBe('vip');
    expect(reasons()).toEqual({ query: 'vip' });
    handler.end();
    server.end();
    expect(getKeepReason(notInShare)).toBeUndefined();
  });

  it('lets a stronger reason replace a weaker one, but not the reverse', () => {
    const server = open('server', parent(inShare));
    context.with(under(server), () => keepTrace('declined'));
    context.with(under(server), () => keepTrace('vip'));
    expect(reasonOf(server)).toBe('declined');
    server.end();
    expect(reasons()).toEqual({ server: 'declined' });
  });

  it('sets no reason on an ended span, which would never export it', () => {
    const server = open('server');
    server.end();
    keep(server, 'error');
    expect(reasonOf(server)).toBeUndefined();
  });

  it('continues with the reason and the synthetic mark of a message', () => {
    const headers = { traceparent: `00-${notInShare}-b7ad6b7169203331-01` };
    const carrier = { ...headers, [KEEP_HEADER]: 'high_value', [SYNTHETIC_HEADER]: 'true' };
    open('process', new EdgePropagator({}).extract(ROOT_CONTEXT, carrier, trustedGetter)).end();
    const [span] = sent.getFinishedSpans();
    expect(span!.attributes).toMatchObject({ 'webstore.keep': 'high_value', 'webstore.synthetic': true });
  });

  it('reports work that lasts longer than a second while it still runs, once', () => {
    const server = open('server');
    vi.advanceTimersByTime(900);
    expect(sent.getFinishedSpans()).toEqual([]);
    vi.advanceTimersByTime(2_000);
    const [early, ...more] = sent.getFinishedSpans() as [ReadableSpan, ...ReadableSpan[]];
    expect(more).toEqual([]);
    expect(early.attributes['webstore.keep']).toBe('slow');
    expect(early.parentSpanContext?.spanId).toBe(server.spanContext().spanId);
    expect(early.spanContext().traceId).toBe(notInShare);
    server.end();
  });

  it('copies the baggage of the work to that report', () => {
    const baggage = propagation.createBaggage({ 'webstore.country': { value: 'DE' } });
    open('server', propagation.setBaggage(parent(notInShare), baggage));
    vi.advanceTimersByTime(1_500);
    expect(
      sent.getFinishedSpans().map(({ name, attributes }) => [name, attributes['webstore.country']]),
    ).toEqual([['still running', 'DE']]);
  });

  it('marks that report as synthetic only if the work is', () => {
    const synthetic = open('synthetic', markSynthetic(parent(notInShare)));
    const ordinary = open('ordinary', parent(inShare));
    vi.advanceTimersByTime(2_000);
    const marks = sent.getFinishedSpans().map(({ parentSpanContext, attributes }) => ({
      of: parentSpanContext?.spanId,
      mark: attributes['webstore.synthetic'],
    }));
    expect(marks).toEqual([
      { of: synthetic.spanContext().spanId, mark: true },
      { of: ordinary.spanContext().spanId, mark: undefined },
    ]);
    synthetic.end();
    ordinary.end();
  });
});
