import {
  CustomVariableBuilder,
  QueryVariableBuilder,
  TextBoxVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { queryNamed, type QueryName, textOf } from './query-text.ts';
import { sourceOf } from './sources.ts';

/** A variable with the values of a label. */
function choice(name: string, label: string, from: QueryName) {
  const query = queryNamed(from);
  if (query.language !== 'labels') throw new TypeError(`${from} is no question for the values of a label`);
  const text = `label_values(${textOf(query)}, ${query.label})`;
  return (
    new QueryVariableBuilder(name)
      .label(label)
      .description(query.meaning)
      .datasource(sourceOf(query))
      // 1: values of a label. The refId is the query's name in the catalogue, as in panels.
      .query({ qryType: 1, query: text, refId: from })
      .definition(text)
      .refresh(VariableRefresh.OnTimeRangeChanged)
      .sort(VariableSort.AlphabeticalAsc)
  );
}

const several = (name: string, label: string, from: QueryName) =>
  choice(name, label, from)
    .multi(true)
    .includeAll(true)
    // Not `.*`, which also matches series without the label: Grafana would name their line "Value".
    .allValue('.+')
    .current({ text: 'All', value: '$__all', selected: true });

/**
 * The value while no trace is selected. Tempo refuses an empty id, and Loki would find all lines without a trace. This
 * text is a TraceQL query without results, and no trace id of any line.
 */
export const noTrace = '{false}';

const traceId = () => {
  const none = { text: 'none: click an id or a point', value: noTrace, selected: true };
  return new CustomVariableBuilder('traceId')
    .label('Trace id')
    .values(`${none.text} : ${none.value}`)
    .options([none])
    .current(none)
    .allowCustomValue(true);
};

export const variables = {
  environment: () => choice('environment', 'Environment', 'environments'),
  service: () => several('service', 'Service', 'services'),
  servicesWithRequests: () => several('service', 'Service', 'servicesWithRequests'),
  consumer: () => several('consumer', 'Consumer', 'consumers'),
  country: () => several('country', 'Country', 'countries'),
  search: () => new TextBoxVariableBuilder('search').label('Word').defaultValue(''),
  traceId,
} as const;
