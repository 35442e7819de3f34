import { business } from './catalogue/business';
import { kafka } from './catalogue/kafka';
import { loadTests } from './catalogue/load-tests';
import { logLines } from './catalogue/log-lines';
import { objectives } from './catalogue/objectives';
import { parts } from './catalogue/parts';
import { requests } from './catalogue/requests';
import { runtime } from './catalogue/runtime';
import { stores } from './catalogue/stores';
import { telemetry } from './catalogue/telemetry';
import { traces } from './catalogue/traces';
import type { Query } from './query';

export * from './query';

/**
 * The catalogue of all queries that the lab uses. Dashboards and commands take their queries from here, so each query is
 * defined and tested once; `./lab test panels` runs every query of a dashboard.
 *
 * `$name` is a variable, see {@link fill}. Three have a fixed meaning: `$environment`; `$window`, the range of a rate
 * (at least four scrapes, 20 s); `$period`, the whole time range of the view.
 */
export const queries = {
  ...parts,
  ...requests,
  ...business,
  ...objectives,
  ...traces,
  ...kafka,
  ...stores,
  ...runtime,
  ...logLines,
  ...loadTests,
  ...telemetry,
} as const satisfies Record<string, Query>;

/** The name of a query in the catalogue: a key of {@link queries}. */
export type QueryName = keyof typeof queries;
