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
import { SpanEnricher } from '../span-enricher';
import { isSynthetic, markSynthetic } from './synthetic';

describe('a call to somebody outside the walls', () => {
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

  /** Everything that could leave: a trace that is kept, baggage, the synthetic mark. */
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

  it('carries nothing of ours, where one inside carries all of it', async () => {
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

describe('a stretch of work in a span of its own', () => {
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

  it('gives back what the work gives, with what it noted on the span', async () => {
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

  it('is the parent of what is done in it, and links to what it is told to', async () => {
    await inSpan('one', () => undefined);
    const links = [{ context: named('one').spanContext() }];
    await inSpan('outer', () => inSpan('inner', () => undefined), { links });
    expect(named('inner').parentSpanContext?.spanId).toBe(named('outer').spanContext().spanId);
    expect(named('outer').links).toMatchObject(links);
  });

  it('has status error and the exception when the work throws, which is thrown on', async () => {
    const failing = inSpan('fail', () => Promise.reject(new Error('no such product')));
    await expect(failing).rejects.toThrow('no such product');
    const { status, events } = named('fail');
    expect(status).toEqual({ code: SpanStatusCode.ERROR, message: 'no such product' });
    expect(events).toMatchObject([{ attributes: { 'exception.message': 'no such product' } }]);
  });
});

describe('what is done for the synthetic customer', () => {
  beforeAll(() => {
    context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  });
  afterAll(() => context.disable());

  it('is known as such to all that it causes, and to nothing beside it', async () => {
    const inside = await asSyntheticCustomer(() => Promise.resolve().then(() => isSynthetic()));
    expect({ inside, outside: isSynthetic() }).toEqual({ inside: true, outside: false });
  });
});

describe('work that goes on later', () => {
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

  it('is a child of where it began, with its baggage and for the same customer', async () => {
    const remembered = await placed();
    vi.advanceTimersByTime(6_000);
    expect(await goOn(remembered, 'soon')).toMatchObject({ country: 'BR', synthetic: true });
    expect(named('soon').parentSpanContext?.spanId).toBe(named('place').spanContext().spanId);
    expect(named('soon').spanContext().traceId).toBe(named('place').spanContext().traceId);
  });

  it('is a new trace with a link to it, when that one was decided on and nobody knows how', async () => {
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

  it('is a trace of its own where nothing was remembered', async () => {
    await goOn({}, 'alone');
    expect(named('alone').parentSpanContext).toBeUndefined();
    expect(named('alone').links).toEqual([]);
  });
});
