import { fill, queries, type Trace } from '@webstore/signals';
import type { Measured, Predicate } from '../exercise.ts';
import { orderRequestOf } from '../orders.ts';
import { environment } from '../queries.ts';

/** The sampler decides after ten seconds, and a batch waits for one. */
const storedAfterMs = 20_000;
const lookBackMs = 60_000;
const atLeast = 3;
const share = 0.8;
/** The services of every order. */
const onTheWay = ['checkout', 'cart', 'catalog', 'payment'];

/** All services have spans, and no span lacks its parent. */
export function isWhole(trace: Trace): boolean {
  const ids = new Set(trace.spans.map(({ id }) => id));
  return (
    orderRequestOf(trace) !== undefined &&
    onTheWay.every((name) => trace.spans.some(({ service }) => service === name)) &&
    trace.spans.every(({ parentId }) => parentId === undefined || ids.has(parentId))
  );
}

/** Exemplars are recorded only for traces that will be kept, so each of them must lead to one. */
export const ordersHaveTraces: Predicate = {
  about: 'mitigated',
  holds: 'The last orders that should have traces have them, whole.',
  needs: [],
  async check({ metrics, traces, now }): Promise<Measured> {
    const query = fill(queries.ordersTaken.text, { environment });
    const to = new Date(now.getTime() - storedAfterMs);
    const from = new Date(to.getTime() - lookBackMs);
    const exemplars = await metrics.exemplars(query, { from, to });
    const ids = [...new Set(exemplars.flatMap(({ traceId }) => traceId ?? []))];
    const found = await Promise.all(ids.map((id) => traces.get(id)));
    const broken = ids.filter((_, at) => !found[at] || !isWhole(found[at]));
    const whole = ids.length - broken.length;
    return {
      ok: ids.length >= atLeast && whole >= share * ids.length,
      expected: `at least ${100 * share} % of the exemplars of orders from ${from.toISOString()} to ${to.toISOString()} lead to a trace of ${onTheWay.join(', ')} without a hole, and there are ${atLeast}`,
      measured: `${whole} of ${ids.length} do`,
      query: broken[0] ? `./lab trace ${broken[0]}` : query,
    };
  },
};
