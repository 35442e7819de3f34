import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  context,
  defaultTextMapGetter,
  propagation,
  ROOT_CONTEXT,
  SpanStatusCode,
  trace,
} from '@opentelemetry/api';
import { UndiciInstrumentation } from '@opentelemetry/instrumentation-undici';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import {
  AlwaysOnSampler,
  InMemorySpanExporter,
  SimpleSpanProcessor,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { customerContext, withBaggage } from './baggage';
import {
  addEvent,
  annotate,
  asSyntheticCustomer,
  continueFrom,
  inSpan,
  withoutPropagation,
  rememberContext,
} from './context';
import { inKeptShare, keep } from '../sampling/keep';
import { EdgePropagator } from './propagator';
import { SpanEnricher } from '../spans/span-enricher';
import { isSynthetic, markSynthetic } from './synthetic';

describe('a call to an external service', () => {
  let got: IncomingHttpHeaders;
  const server = createServer((request, response) => {
    got = request.headers;
    response.end();
  });
  const undici = new UndiciInstrumentation();
  const provider = new TracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SpanEnricher()],
  });
  let url: string;

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new EdgePropagator({ 'webstore.country': ['DE'] }));
    trace.setGlobalTracerProvider(provider);
    undici.setTracerProvider(provider);
    undici.enable();
  });
  afterAll(async () => {
    undici.disable();
    await provider.shutdown();
    for (const api of [context, propagation, trace]) api.disable();
    server.close().closeAllConnections();
  });

  /** Calls with all propagated data: a kept trace, baggage, the synthetic mark. */
  async function asked(call: () => Promise<unknown>): Promise<string[]> {
    const caller = propagation.extract(
      ROOT_CONTEXT,
      { baggage: 'webstore.country=DE' },
      defaultTextMapGetter,
    );
    const span = trace.getTracer('test').startSpan('request', {}, caller);
    keep(span, 'vip');
    await context.with(trace.setSpan(markSynthetic(caller), span), call);
    span.end();
    return Object.keys(got)
      .filter((name) => /^(trace|baggage|webstore)/.test(name))
      .toSorted();
  }

  it('sends no context, while an internal call sends all of it', async () => {
    expect(await asked(() => fetch(url))).toEqual([
      'baggage',
      'traceparent',
      'webstore-keep',
      'webstore-synthetic',
      'webstore-trace-at',
    ]);
    expect(await asked(() => withoutPropagation(() => fetch(url)))).toEqual([]);
  });
});

describe('work in its own span', () => {
  const spans = new InMemorySpanExporter();
  const provider = new TracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SimpleSpanProcessor({ exporter: spans })],
  });
  const named = (name: string) => spans.getFinishedSpans().find((span) => span.name === name)!;

  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    trace.setGlobalTracerProvider(provider);
  });
  afterAll(async () => {
    await provider.shutdown();
    for (const api of [context, trace]) api.disable();
  });

  it('returns the result of the work, and has its attributes and events', async () => {
    const result = await inSpan('choose', async () => {
      annotate({ 'webstore.choices': 3 });
      addEvent('chosen', { 'webstore.choice': 'moka-pot' });
      return 'moka-pot';
    });
    const { attributes, events, status } = named('choose');
    expect({ result, attributes, status }).toEqual({
      result: 'moka-pot',
      attributes: { 'webstore.choices': 3 },
      status: { code: SpanStatusCode.UNSET },
    });
    expect(events).toMatchObject([{ name: 'chosen', attributes: { 'webstore.choice': 'moka-pot' } }]);
  });

  it('is the parent of nested spans, and has the given links', async () => {
    await inSpan('one', () => undefined);
    const links = [{ context: named('one').spanContext() }];
    await inSpan('outer', () => inSpan('inner', () => undefined), { links });
    expect(named('inner').parentSpanContext?.spanId).toBe(named('outer').spanContext().spanId);
    expect(named('outer').links).toMatchObject(links);
  });

  it('has status error and the exception if the work throws, and rethrows it', async () => {
    const failing = inSpan('fail', () => Promise.reject(new Error('no such product')));
    await expect(failing).rejects.toThrow('no such product');
    const { status, events } = named('fail');
    expect(status).toEqual({ code: SpanStatusCode.ERROR, message: 'no such product' });
    expect(events).toMatchObject([{ attributes: { 'exception.message': 'no such product' } }]);
  });
});

describe('work for the synthetic customer', () => {
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  });
  afterAll(() => context.disable());

  it('is marked in all nested work, and nowhere else', async () => {
    const inside = await asSyntheticCustomer(() => Promise.resolve().then(() => isSynthetic()));
    expect({ inside, outside: isSynthetic() }).toEqual({ inside: true, outside: false });
  });
});

describe('work that continues later', () => {
  const exporter = new InMemorySpanExporter();
  const named = (name: string) => exporter.getFinishedSpans().find((span) => span.name === name)!;
  let provider: TracerProvider;

  beforeAll(() => {
    vi.useFakeTimers();
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
    propagation.setGlobalPropagator(new EdgePropagator({ 'webstore.country': ['BR'] }));
    const spanProcessors = [new SpanEnricher(), new SimpleSpanProcessor({ exporter })];
    provider = new TracerProvider({ sampler: new AlwaysOnSampler(), spanProcessors });
    trace.setGlobalTracerProvider(provider);
  });
  afterAll(async () => {
    await provider.shutdown();
    trace.disable();
    propagation.disable();
    context.disable();
    vi.useRealTimers();
  });

  const placed = () =>
    asSyntheticCustomer(() =>
      inSpan('place', () => withBaggage({ 'webstore.country': 'BR' }, rememberContext)),
    );
  const goOn = (remembered: Record<string, string>, name: string) =>
    continueFrom(remembered, name, () => ({ ...customerContext(), synthetic: isSynthetic() }));

  it('is a child of the original span, with its baggage and synthetic mark', async () => {
    const remembered = await placed();
    vi.advanceTimersByTime(6_000);
    expect(await goOn(remembered, 'soon')).toMatchObject({ country: 'BR', synthetic: true });
    expect(named('soon').parentSpanContext?.spanId).toBe(named('place').spanContext().spanId);
    expect(named('soon').spanContext().traceId).toBe(named('place').spanContext().traceId);
  });

  it('is a new trace with a link, if sampling of the original trace was decided with an unknown result', async () => {
    exporter.reset();
    let remembered = await placed();
    while (inKeptShare(named('place').spanContext().traceId)) {
      exporter.reset();
      remembered = await placed();
    }
    vi.advanceTimersByTime(900_000);
    expect(await goOn(remembered, 'much later')).toMatchObject({ country: 'BR', synthetic: true });
    const [place, later] = [named('place').spanContext(), named('much later')];
    expect(later.spanContext().traceId).not.toBe(place.traceId);
    expect(later.links).toMatchObject([{ context: { traceId: place.traceId, spanId: place.spanId } }]);
  });

  it('is a separate trace without a remembered context', async () => {
    await goOn({}, 'alone');
    expect(named('alone').parentSpanContext).toBeUndefined();
    expect(named('alone').links).toEqual([]);
  });
});
