import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Query, queries, type QueryName } from '@webstore/signals';
import { lab } from '../labs/running-lab.ts';

/** A query as a dashboard sends it. */
export interface AskedQuery {
  dashboard: string;
  /** The panel, variable or annotation of the query. */
  asks: string;
  name: QueryName;
  query: Query;
  /** Its text in the JSON, with Grafana's variables. */
  text: string;
  instant: boolean;
  exemplars: boolean;
  /** The variable whose values the query repeats over. */
  repeat?: string;
}

interface Target {
  refId: QueryName;
  expr?: string;
  query?: string;
  serviceMapQuery?: string;
  labelSelector?: string;
  instant?: boolean;
  /** Loki's form of the same. */
  queryType?: string;
  exemplar?: boolean;
}

interface Dashboard {
  title: string;
  panels: { type: string; title: string; repeat?: string; targets?: Target[] }[];
  // Runbooks have neither.
  templating: { list?: { name: string; type: string; query: Target & { query: string } }[] };
  annotations: { list?: { name: string; target: Target }[] };
}

const asked = (dashboard: string, asks: string, target: Target): AskedQuery => ({
  dashboard,
  asks,
  name: target.refId,
  query: queries[target.refId],
  text: target.expr ?? target.query ?? target.serviceMapQuery ?? target.labelSelector ?? '',
  instant: target.instant ?? target.queryType === 'instant',
  exemplars: target.exemplar ?? false,
});

/** The queries of the committed dashboards. */
export function dashboardQueries(): AskedQuery[] {
  return globSync('infra/grafana/dashboards/**/*.json', { cwd: lab.root })
    .sort()
    .flatMap((file) => {
      const { title, panels, templating, annotations } = JSON.parse(
        readFileSync(join(lab.root, file), 'utf8'),
      ) as Dashboard;
      const variables = (templating.list ?? []).filter(({ type }) => type === 'query');
      return [
        ...variables.map(({ name, query }) => asked(title, `variable ${name}`, query)),
        ...(annotations.list ?? []).map(({ name, target }) => asked(title, `annotation ${name}`, target)),
        ...ofPanels(title, panels),
      ];
    });
}

function ofPanels(dashboard: string, panels: Dashboard['panels']): AskedQuery[] {
  // Panels below a repeated row are repeated with it.
  let ofRow: string | undefined;
  return panels.flatMap(({ type, title, repeat, targets = [] }) => {
    if (type === 'row') ofRow = repeat;
    const by = repeat ?? ofRow;
    return targets.map((target) => ({ ...asked(dashboard, title, target), ...(by && { repeat: by }) }));
  });
}
