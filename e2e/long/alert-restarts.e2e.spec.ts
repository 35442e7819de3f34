import { beforeAll, describe, expect, it } from 'vitest';
import type { ChainPart } from '../support/labs/alerting-chain.ts';
import { expectedPages, seenAround } from '../support/labs/restart-phases.ts';

const chain: ChainPart[] = ['prometheus', 'alertmanager', 'pager', 'loki'];
const rows = [
  ...chain.map((part) => [part]),
  ['prometheus', 'alertmanager'] satisfies ChainPart[],
  chain,
].map((parts, at) => ({ parts, name: parts.join(', '), portOffset: 15_600 + 10 * at }));

/**
 * The rows of a column spend most of their time waiting, so they run in parallel, each on its own chain with
 * the shipped windows.
 */
describe.each([
  { how: 'restart', signal: 'SIGTERM' },
  { how: 'kill', signal: 'SIGKILL' },
] as const)('a restart of the alerting chain by $signal', ({ how }) => {
  const outcomes = new Map<string, ReturnType<typeof seenAround>>();

  beforeAll(() => {
    for (const { parts, name, portOffset } of rows) {
      const outcome = seenAround({ how, parts }, portOffset, 1);
      outcome.catch(() => undefined); // The test of this row reports the failure.
      outcomes.set(name, outcome);
    }
  });

  it.each(rows)(
    'of $name adds no page and loses none, in every phase of an outage',
    async ({ name }) => {
      const outcome = await outcomes.get(name)!;
      console.log(JSON.stringify({ how, parts: name, ...outcome }));
      expect(outcome.after).toEqual(expectedPages);
    },
    1_500_000,
  );
});
