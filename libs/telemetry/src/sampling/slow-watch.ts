import { type Context, trace } from '@opentelemetry/api';
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';
import { guarded } from '../guarded';
import { keep, SLOW_MS } from './keep';

const EVERY_MS = 250;

/**
 * Reports early that a trace is to be kept. A span is exported when it ends, so work that outlasts the collector's decision
 * (a hanging acquirer, a message with six attempts) would report its keep reason too late, and the trace would be lost.
 * Therefore work that takes longer than a second exports a child span, `still running`, meanwhile.
 */
export class SlowWatch {
  /** In the order of their start. */
  private readonly running = new Map<string, { span: Span; began: Context; since: number }>();
  // Guarded, because an error in a timer would end the process.
  private readonly timer = setInterval(
    guarded(
      'slow-watch',
      () => this.look(),
      () => undefined,
    ),
    EVERY_MS,
  ).unref();

  /** @param began the context of its start; its baggage and marks are copied to the child span */
  begin(span: Span, began: Context): void {
    this.running.set(span.spanContext().spanId, { span, began, since: Date.now() });
  }

  end(span: ReadableSpan): void {
    this.running.delete(span.spanContext().spanId);
  }

  stop(): void {
    clearInterval(this.timer);
  }

  private look(): void {
    for (const [id, { span, began, since }] of this.running) {
      if (Date.now() - since <= SLOW_MS) return;
      this.running.delete(id);
      keep(span, 'slow');
      const inside = trace.setSpan(began, span);
      trace.getTracer('@webstore/telemetry').startSpan('still running', {}, inside).end();
    }
  }
}
