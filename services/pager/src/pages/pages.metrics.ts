import { pageSeverities } from '@webstore/contracts';
import { counter } from '@webstore/telemetry';

export const received = counter({
  name: 'webstore_pages_total',
  help: 'Occurrences of alerts that reached the pager.',
  labels: ['severity', 'team'],
  exemplars: false,
});

export const escalated = counter({
  name: 'webstore_pages_escalated_total',
  help: 'Times that a page escalated to the next level, because no engineer had acknowledged it.',
  labels: ['level'],
  exemplars: false,
});

// A rate needs a series before its first event.
for (const severity of pageSeverities) {
  for (const team of ['catalog', 'checkout', 'payments', 'platform']) received.add({ severity, team }, 0);
}
for (const level of ['second', 'everyone']) escalated.add({ level }, 0);
