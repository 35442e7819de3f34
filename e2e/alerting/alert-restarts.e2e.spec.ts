import { expect, it } from 'vitest';
import { expectedPages, seenAround } from '../support/labs/restart-phases.ts';

/** One row, on a fast clock, beside the lab; long/alert-restarts.e2e.spec.ts has the other rows, and the shipped windows. */
it('a crash of Prometheus, Alertmanager and pager together adds no page and loses none, in every phase of an outage', async () => {
  const crash = { how: 'kill', parts: ['prometheus', 'alertmanager', 'pager'] } as const;
  const { after } = await seenAround({ ...crash, parts: [...crash.parts] }, 15_800, 6);
  expect(after).toEqual(expectedPages);
});
