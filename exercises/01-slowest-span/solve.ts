import { placedOrder, selfTimeMs, type Traces } from '@webstore/signals';

/** Takes the newest order that reached payment, and sorts its spans by self time. */
export async function solve({
  traces,
  startedAt,
}: {
  traces: Traces;
  startedAt: Date;
}): Promise<Record<string, string>> {
  for (const id of await traces.find({
    service: 'checkout',
    attributes: placedOrder,
    from: startedAt,
    to: new Date(),
  })) {
    const trace = await traces.get(id);
    if (!trace?.spans.some(({ service }) => service === 'payment')) continue;
    if (trace.spans.some(({ attributes }) => attributes['webstore.synthetic'] === true)) continue;
    const [slowest] = trace.spans
      .map((span) => ({ ...span, ownMs: selfTimeMs(trace, span) }))
      .sort((a, b) => b.ownMs - a.ownMs);
    return { trace: id, span: `${slowest!.service} ${slowest!.name}`, own: slowest!.ownMs.toFixed(1) };
  }
  throw new Error('no whole order of a customer is stored yet');
}
