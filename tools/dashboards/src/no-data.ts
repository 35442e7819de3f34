import { MappingType, SpecialValueMatch, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import type { Query } from '@webstore/signals';
import { textOf } from './query-text.ts';

/** What a panel says when its query has no answer: why, and what to do. The first match counts. */
const reasons: [RegExp, string][] = [
  [/^k6_|\bk6_/, 'No load test ran in this period. ./lab traffic checkout --users 5 starts one.'],
  [/ALERTS/, 'No alert fired in this period. Extend the period to see earlier ones.'],
  [/webstore_synthetic_/, 'The synthetic customer has made no journey. See in ./lab status whether it runs.'],
  [
    /webstore_funnel|webstore_orders|webstore_revenue|webstore_payment|webstore_order_|webstore_customer/,
    'No customers came in this period. ./lab traffic funnel --users 5 sends some.',
  ],
  [/slo:/, 'Too few events to judge this objective. ./lab traffic funnel --users 5 sends customers.'],
  [
    /webstore_http_|webstore_catalog_|webstore_database_/,
    'No requests came in this period. ./lab traffic funnel --users 5 sends customers.',
  ],
  [
    /webstore_kafka_|webstore_outbox_/,
    'No messages were sent in this period. ./lab traffic checkout --users 5 places orders.',
  ],
  [
    /kafka_/,
    'The metrics of Kafka do not arrive. See on the dashboard "The stack itself" whether it is scraped.',
  ],
  [
    /pg_|redis_/,
    'The metrics of the stores do not arrive. See on the dashboard "The stack itself" whether they are scraped.',
  ],
  [/cortex_|tempo_|alloy_/, 'This component does not run here. ./lab up --docker starts the whole stack.'],
  [
    /traces_span_metrics|otelcol_/,
    'The collector reports no spans. See on the dashboard "The stack itself" whether it is scraped.',
  ],
  [/webstore_pages_total/, 'The pager has received no page. Stop a service and wait two minutes to see one.'],
  [/alertmanager_|loki_/, 'The metrics of this component do not arrive. See above whether it is scraped.'],
  [
    /webstore_log_|webstore_metric_|webstore_spans|webstore_traces|nodejs_|process_|\bup\{|scrape_/,
    'Nothing was scraped for this selection. See in ./lab status what runs.',
  ],
];

/** Grey: without a value there is no success, and no failure. */
const noMeaning = '#808080';

/** The same for a number or a bar, which has room for a few words only. Grafana would give it the colour of the lowest value. */
export function noDataMapping(query: Query): ValueMapping {
  const [, command = 'see ./lab status'] = /(\.\/lab traffic \w+)/.exec(noDataText(query)) ?? [];
  const text = `${command.startsWith('see') ? 'No data' : 'No customers'}: ${command}`;
  return {
    type: MappingType.SpecialValue,
    options: { match: SpecialValueMatch.Null, result: { text, color: noMeaning } },
  };
}

/** @returns at least two sentences */
export function noDataText(query: Query): string {
  const text = textOf(query);
  switch (query.language) {
    case 'logql':
      return 'No such line in this period and selection. Extend the period, or select another service.';
    case 'traces':
      return 'No such trace was kept in this period. ./lab traffic funnel --users 5 sends customers.';
    case 'trace':
      return 'No trace is selected. Click a trace id or a point above.';
    case 'trace-metrics':
    case 'service-graph':
      return 'Tempo has no spans of this period. ./lab traffic funnel --users 5 sends customers.';
    case 'profile':
      return 'Pyroscope has no profile of this selection. Select one service and a period of at least a minute.';
    default: {
      const found = reasons.find(([pattern]) => pattern.test(text));
      if (!found) throw new TypeError(`no-data.ts has no text for ${text}`);
      return found[1];
    }
  }
}
