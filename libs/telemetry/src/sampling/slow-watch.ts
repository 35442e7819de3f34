import { type Context, trace } from '@opentelemetry/api';
import type { ReadableSpan, Span } from '@opentelemetry/sdk-trace';
import { guarded } from '../guarded';
import { keep, SLOW_MS } from './keep';

const EVERY_MS = 250;

/**
 * Tells the collector early that a trace is worth keeping. A span is sent when it ends; work that lasts until after the
 * collector's decision (a bank that hangs, a message tried six times) would give its reason too late, and with it lose
 * the trace of exactly what failed. So what takes longer than a second sends a child span, `still running`, meanwhile.
 */
export class SlowWatch {
  /** In the order of their start. */
  private readonly running = new Map<string, { span: Span; began: Context; since: number }>();
  // A timer has no caller: what it throws ends the process.
  private readonly timer = setInterval(
    guarded(
      'slow-watch',
      () => this.look(),
      () => undefined,
    ),
    EVERY_MS,
  ).unref();

  /** @param began the context in which it began: what travels with it, such as baggage, stands on the child too */
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
