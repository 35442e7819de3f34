import type { Dashboard } from '@grafana/grafana-foundation-sdk/dashboard';
import { business } from './dashboards/business.ts';
import { exemplars } from './dashboards/exemplars.ts';
import { k6 } from './dashboards/k6.ts';
import { kafka } from './dashboards/kafka.ts';
import { logs } from './dashboards/logs.ts';
import { node } from './dashboards/node.ts';
import { overview } from './dashboards/overview.ts';
import { red } from './dashboards/red.ts';
import { slo } from './dashboards/slo.ts';
import { stack } from './dashboards/stack.ts';
import { stores } from './dashboards/stores.ts';
import type { DashboardName } from './links.ts';
import { runbooks } from './runbooks.ts';

/** Every dashboard, in the order of the course. The folders are those that infra/grafana provisions. */
export const dashboards: Record<DashboardName, { folder: 'shop' | 'platform'; make: () => Dashboard }> = {
  overview: { folder: 'shop', make: overview },
  red: { folder: 'shop', make: red },
  business: { folder: 'shop', make: business },
  slo: { folder: 'shop', make: slo },
  exemplars: { folder: 'shop', make: exemplars },
  logs: { folder: 'shop', make: logs },
  kafka: { folder: 'platform', make: kafka },
  stores: { folder: 'platform', make: stores },
  node: { folder: 'platform', make: node },
  k6: { folder: 'platform', make: k6 },
  stack: { folder: 'platform', make: stack },
};

/** The committed files, by path from the root of the repository. */
export function files(): Record<string, string> {
  const pages = [
    ...Object.entries(dashboards).map(([name, { folder, make }]) => ({ path: `${folder}/${name}`, make })),
    ...runbooks().map(({ alert, make }) => ({ path: `runbooks/${alert}`, make })),
  ];
  return Object.fromEntries(
    pages.map(({ path, make }) => [
      `infra/grafana/dashboards/${path}.json`,
      `${JSON.stringify(make(), null, 2)}\n`,
    ]),
  );
}
