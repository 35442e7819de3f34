import { expect, it } from 'vitest';
import { expectedPages, seenAround } from './restart-phases.ts';

/** full-alert-restarts has the other rows, and the shipped windows. */
it('a crash of Prometheus, Alertmanager and pager together adds no page and loses none, in every phase of an outage', async () => {
  const crash = { how: 'kill', parts: ['prometheus', 'alertmanager', 'pager'] } as const;
  const { after } = await seenAround({ ...crash, parts: [...crash.parts] }, 23_100, 10);
  expect(after).toEqual(expectedPages);
});
