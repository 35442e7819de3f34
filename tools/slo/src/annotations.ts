import type { Objective } from './objective.ts';

/** A text in which `$label` stands for a label of the alert, as a Prometheus template. */
export const template = (text: string) => text.replace(/\$(\w+)/g, '{{ $labels.$1 }}');

/** A string inside a template: a Go expression that inserts the labels. */
export function quoted(text: string): string {
  const labels = [...text.matchAll(/\$(\w+)/g)].map(([, label]) => ` $labels.${label}`);
  const format = JSON.stringify(text.replace(/%/g, '%%').replace(/\$\w+/g, '%s'));
  return labels.length > 0 ? `(printf ${format}${labels.join('')})` : format;
}

/**
 * Grafana's dashboard where alerts link to Grafana: in containers, where the external URL of the rule
 * evaluator ends with the path of dashboards (infra/mimir/mimir.yaml). Natively the graph in Prometheus.
 */
export const dashboardUrl = ({ dashboard, graph }: Objective) =>
  `{{ $externalURL }}{{ if match "/d$" $externalURL }}/${template(dashboard)}{{ else }}{{ graphLink ${quoted(graph)} }}{{ end }}`;

/** The runbook: in containers, for the same reason, its page in Grafana, which has the name of the alert. */
export const runbookUrl = (file: string, alert: string) =>
  `{{ if match "/d$" $externalURL }}{{ $externalURL }}/runbook-${alert}{{ else }}${file}{{ end }}`;

const orderValue =
  'sum(increase(webstore_revenue_euros_total{environment="$environment"}[1h])) / sum(increase(webstore_orders_total{result="completed",environment="$environment"}[1h]))';

/** The affected orders and their value: each order counts as the mean of the last hour. */
export function impact({ impact: sentence, impactOrders }: Objective): string {
  const number = (query: string, unknown: string) =>
    `{{ with query ${quoted(query)} }}{{ . | first | value | printf "%.0f" }}{{ else }}${unknown}{{ end }}`;
  const orders = number(impactOrders, 'an unknown number of');
  const euros = number(`(${impactOrders}) * on () (${orderValue}) >= 0`, 'an unknown sum of');
  return template(sentence).replace('{orders}', `${orders} orders worth ${euros} €`);
}
