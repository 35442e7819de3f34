import { DataqueryBuilder as ProfileQuery } from '@grafana/grafana-foundation-sdk/grafanapyroscope';
import { DataqueryBuilder as LokiQuery } from '@grafana/grafana-foundation-sdk/loki';
import { DataqueryBuilder as PromQuery, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { DataqueryBuilder as TempoQuery, SearchTableType } from '@grafana/grafana-foundation-sdk/tempo';
import { grafanaText, queryNamed, type QueryName } from './query-text.ts';
import { sourceOf } from './sources.ts';

export interface TargetShape {
  /** One current value instead of a series. */
  instant?: boolean;
  /** With the exemplars of the series. */
  exemplars?: boolean;
  format?: PromQueryFormat;
}

/** The query of a panel. Its refId is its name in the catalogue, to find it in the JSON. */
export function target(name: QueryName, legend: string, shape: TargetShape = {}) {
  const query = queryNamed(name);
  const text = grafanaText(query);
  switch (query.language) {
    case 'promql':
      return promTarget(name, text, legend, shape);
    case 'logql':
      return new LokiQuery()
        .refId(name)
        .datasource(sourceOf(query))
        .expr(text)
        .legendFormat(legend)
        .queryType(shape.instant ? 'instant' : 'range');
    case 'traces':
      return tempoTarget(name, 'traceql').query(text).limit(20).tableType(SearchTableType.Traces);
    case 'trace':
      return tempoTarget(name, 'traceql').query(text);
    case 'trace-metrics':
      return tempoTarget(name, 'traceql').query(text);
    case 'profile':
      return new ProfileQuery()
        .refId(name)
        .datasource(sourceOf(query))
        .queryType('profile')
        .profileTypeId(query.profileType)
        .labelSelector(text)
        .groupBy([]);
    case 'service-graph':
      return tempoTarget(name, 'serviceMap').serviceMapQuery(text);
    case 'labels':
      throw new TypeError(`${name} asks for the values of a variable: no panel can draw it`);
  }
}

function promTarget(
  name: QueryName,
  text: string,
  legend: string,
  { instant, exemplars, format }: TargetShape,
) {
  const query = new PromQuery()
    .refId(name)
    .datasource(sourceOf(queryNamed(name)))
    .expr(text)
    .legendFormat(legend);
  if (instant) query.instant();
  else query.range();
  // Without `true` the SDK would not write the field.
  if (exemplars) query.exemplar(true);
  return format ? query.format(format) : query;
}

const tempoTarget = (name: QueryName, queryType: string) =>
  new TempoQuery()
    .refId(name)
    .datasource(sourceOf(queryNamed(name)))
    .queryType(queryType);
