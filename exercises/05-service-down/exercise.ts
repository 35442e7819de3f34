import type { Page } from '@webstore/contracts';
import { fill, queries } from '@webstore/signals';
import type { Exercise, Predicate, Round } from '../src/exercise.ts';
import { environment, secondsSince } from '../src/queries.ts';

const alert = 'ServiceDown';

const fired: Predicate = {
  about: 'service',
  holds: `${alert} has fired for that service since the exercise began.`,
  async check(round) {
    const query = fill(queries.alertsOfPeriod.text, { environment, period: secondsSince(round) });
    const all = await round.metrics.instant(query, round.now);
    const services = all.flatMap(({ labels }) =>
      labels['alertname'] === alert ? (labels['service'] ?? []) : [],
    );
    return {
      ok: services.includes(round.answers['service']!),
      expected: `${alert} with service="${round.answers['service']}"; it is pending for half a minute first`,
      measured: services.length > 0 ? `${alert} of ${services.join(', ')}` : `no ${alert} so far`,
      query,
    };
  },
};

async function answeredPage({ pages, answers }: Round): Promise<Page> {
  const page = (await pages()).find(({ id }) => String(id) === answers['page']);
  if (!page) throw new Error(`the pager has no page ${answers['page']}`);
  return page;
}

const look = ({ id }: Page) => `./lab pager show ${id}`;

const arrived: Predicate = {
  about: 'page',
  holds: 'The page is of this alert, and arrived since the exercise began.',
  needs: ['page', 'service'],
  async check(round) {
    const page = await answeredPage(round);
    const { alert: name, labels, receivedAt } = page;
    return {
      ok:
        name === alert &&
        labels['service'] === round.answers['service'] &&
        new Date(receivedAt) >= round.startedAt,
      expected: `${alert} of ${round.answers['service']}, received after ${round.startedAt.toISOString()}`,
      measured: `${name} of ${labels['service'] ?? 'no service'}, received ${receivedAt}`,
      query: look(page),
    };
  },
};

const taken: Predicate = {
  about: 'taken',
  holds: 'An engineer has acknowledged the page, so that it does not escalate further.',
  needs: ['page'],
  async check(round) {
    const page = await answeredPage(round);
    const { acknowledged, id } = page;
    return {
      ok: acknowledged !== null && new Date(acknowledged.at) >= round.startedAt,
      expected: `./lab pager ack ${id}`,
      measured: acknowledged
        ? `acknowledged by ${acknowledged.by} at ${acknowledged.at}`
        : 'not acknowledged',
      query: look(page),
    };
  },
};

const over: Predicate = {
  about: 'over',
  holds: 'The service runs again, and the pager shows the page as resolved.',
  needs: ['page', 'service'],
  async check(round) {
    const page = await answeredPage(round);
    const query = fill(queries.servicesUp.text, { environment });
    const up = (await round.metrics.instant(query)).find(
      ({ labels }) => labels['service'] === round.answers['service'],
    );
    return {
      ok: page.status === 'resolved' && up?.value === 1,
      expected: 'up is 1, and the page is resolved: about two minutes after the service is back',
      measured: `up is ${up?.value ?? 'unknown'}, the page is ${page.status}`,
      query,
    };
  },
};

export const exercise: Exercise = {
  customers: { scenario: 'checkout', users: 3 },
  questions: [
    { name: 'service', ask: 'Which service did you stop?', looksLike: 'its name in ./lab status' },
    { name: 'page', ask: 'Which page did it cause?', looksLike: 'its number in ./lab pager' },
  ],
  hints: [
    'An alert is a query that Prometheus runs every few seconds. The metric up shows whether it can scrape a service.',
    'An alert is pending before it fires; then Alertmanager waits a moment for others of its group before it sends. ./lab pager lists the pages, ./lab pager ack acknowledges one.',
    './lab stop cart, wait until ./lab pager shows ServiceDown (a minute), ./lab pager ack with its number, ./lab start cart, and wait until ./lab pager says resolved.',
  ],
  predicates: [fired, arrived, taken, over],
  shortestWay: [
    './lab stop cart',
    './lab pager, until ServiceDown is there; ./lab pager ack and its number',
    './lab start cart, and ./lab pager until it is resolved: the alert fires for 90 more seconds, so that its symptoms end first.',
  ],
};
