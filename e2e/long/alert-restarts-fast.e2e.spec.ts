import { expect, it } from 'vitest';
import { expectedPages, seenAround } from '../support/labs/restart-phases.ts';

/**
 * full-alert-restarts has the other rows, with the shipped windows. Not in the normal e2e suite yet: on a
 * fast clock the pager resolves a symptom just before a restarted Prometheus fires it again (hasHeardOfAll).
 */
it('a crash of Prometheus, Alertmanager and pager together adds no page and loses none, in every phase of an outage', async () => {
  const crash = { how: 'kill', parts: ['prometheus', 'alertmanager', 'pager'] } as const;
  const { after } = await seenAround({ ...crash, parts: [...crash.parts] }, 23_100, 6);
  expect(after).toEqual(expectedPages);
});
