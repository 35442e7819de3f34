import { logql, promql, type Query } from '../query';

const shop = 'service_namespace="webstore",deployment_environment_name="$environment"';

/**
 * Replaces what differs between the lines of one sentence by `…`: quoted text, ids and numbers. A pattern has no quotes
 * and no backslashes, so it can be a value in a link. The label cannot be called `pattern`, which is a word of LogQL.
 */
const variable = String.raw`\"[^\"]*\"|[\"\\\\]|[0-9a-f-]{8,}|[0-9]+`;
const pattern = `label_format message=\`{{ regexReplaceAll "${variable}" __line__ "…" }}\``;

const countedPatterns = (offset: string) =>
  `sum by (service_name, severity_text, message) (count_over_time({${shop},service_name=~"$service"} | severity_text=~".+" | ${pattern} [$period]${offset}))`;

export const logLines = {
  linesOfTrace: logql(
    'What was written inside a trace, by any service?',
    'lines',
    '{service_name=~".+"} | trace_id="$traceId"',
  ),
  linesOfOrder: logql(
    'What was written about an order, by any service, in whichever trace?',
    'lines',
    '{service_name=~".+"} | webstore_order_id="$orderId"',
  ),
  deadLettered: logql(
    'Which messages did a service give up on, and why?',
    'lines',
    '{service_name=~".+"} | severity_text="error" |~ "^parked "',
  ),
  faultsOpened: logql(
    'When did faults begin and end that are no longer hidden?',
    'lines',
    '{service_name="lab",deployment_environment_name="$environment"} | webstore_fault=~".+"',
  ),
  linesByLevel: logql(
    'How many lines are written, how bad are they?',
    'count',
    `sum by (severity_text) (count_over_time({${shop}} | severity_text=~".+" [$window]))`,
  ),
  linesByService: logql(
    'Who writes?',
    'count',
    `sum by (service_name) (count_over_time({${shop}}[$window]))`,
  ),
  troubles: logql(
    'What is wrong, or was foreseen and is worth a look?',
    'lines',
    `{${shop},service_name=~"$service"} | severity_text=~"warn|error"`,
  ),
  linesOfService: logql(
    'What did the service write?',
    'lines',
    `{${shop},service_name=~"$service"} | severity_text=~".+"`,
  ),
  linesFound: logql(
    'What did the services write, with a word in it?',
    'lines',
    `{${shop},service_name=~"$service"} |~ "(?i)$search"`,
  ),
  linePatterns: logql('Which sentences were written, and how often?', 'count', countedPatterns('')),
  linePatternsBefore: logql(
    'Which sentences were written in the period before, and how often?',
    'count',
    countedPatterns(' offset $period'),
  ),
  linesOfPattern: logql(
    'Which lines have this pattern?',
    'lines',
    `{${shop},service_name="$service"} | severity_text="$level" | ${pattern} | message="$pattern"`,
  ),
  settledByCountry: logql(
    'How many payments settle by country, counted from lines alone?',
    'count',
    `sum by (webstore_country) (count_over_time({${shop},service_name="payment"} |= "payment settled" [$window]))`,
  ),
  linesPerSpan: promql(
    'How many lines does each service write for a span that it makes?',
    'times',
    'sum by (service) (rate(webstore_log_lines_total{environment="$environment",job="services",result="written"}[$window])) / (sum by (service) (rate(webstore_spans_created_total{environment="$environment",job="services"}[$window])) > 0)',
  ),
  linesLeftOut: promql(
    'How many lines are left out, because identical ones came too fast?',
    'per second',
    'sum by (service, result) (rate(webstore_log_lines_total{environment="$environment",job="services"}[$window]))',
  ),
} as const satisfies Record<string, Query>;
