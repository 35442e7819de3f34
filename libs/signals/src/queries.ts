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
 * The queries that the lab relies on, each once. Whoever asks a store the same question takes the query from here, so that
 * it is tested in one place: dashboards do, and `./lab test panels` asks every one of theirs.
 *
 * `$name` is a variable, see {@link fill}. Three mean the same everywhere: `$environment`; `$window`, over which a rate is
 * taken (at least four scrapes, 20 s); `$period`, all that is looked at.
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

export type QueryName = keyof typeof queries;
