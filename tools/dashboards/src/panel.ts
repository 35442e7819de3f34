import type { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import {
  FieldColorBuilder,
  FieldColorModeId,
  type PanelBuilder as AnyPanel,
  type Threshold,
  ThresholdsConfigBuilder,
  ThresholdsMode,
} from '@grafana/grafana-foundation-sdk/dashboard';
import type { PanelBuilder as Heatmap } from '@grafana/grafana-foundation-sdk/heatmap';
import type { PanelBuilder as Logs } from '@grafana/grafana-foundation-sdk/logs';
import type { PanelBuilder as NodeGraph } from '@grafana/grafana-foundation-sdk/nodegraph';
import type { PanelBuilder as Stat } from '@grafana/grafana-foundation-sdk/stat';
import type { PanelBuilder as StateTimeline } from '@grafana/grafana-foundation-sdk/statetimeline';
import type { PanelBuilder as Table } from '@grafana/grafana-foundation-sdk/table';
import type { PanelBuilder as TimeSeries } from '@grafana/grafana-foundation-sdk/timeseries';
import { noDataText } from './no-data.ts';
import { coloursOf } from './palette.ts';
import { type DashboardName, ofTheService, toDashboard, toExplore } from './links.ts';
import { queryNamed, type QueryName } from './query-text.ts';
import { sourceOf } from './sources.ts';
import { target, type TargetShape } from './target.ts';
import { grafanaUnits } from './units.ts';

export type Panel =
  BarGauge | Heatmap | Logs | NodeGraph | Stat | StateTimeline | Table | TimeSeries | AnyPanel;

/** The options of every panel, independent of its type. */
export interface PanelSpec {
  title: string;
  /** A description, and advice. */
  help: string;
  /** Queries of the catalogue, each with its legend. All have the same unit. */
  ask: Partial<Record<QueryName, string>>;
  /** Links for further investigation. */
  next: DashboardName;
  /** Of 24 columns. */
  width: number;
  height?: number;
  steps?: Threshold[];
  /** The name of a line, where a query language has no legends. */
  displayName?: string;
  /** Repeats the panel for each value of this variable. */
  repeat?: string;
  /** Minimum range of a rate: for rare events, or for long scrape intervals. */
  interval?: string;
}

/**
 * In containers the components of the stack are scraped every 15 seconds instead of 5: a rate needs two
 * samples.
 */
export const ofTheStack = '30s';

/** The other types write `No data` or `No data found in response`, whatever their `noValue` is. */
const drawsNoValue = (type: string) =>
  ['timeseries', 'table', 'state-timeline', 'stat', 'bargauge'].includes(type);

/** Without thresholds of its own a panel would get those of Grafana, which are red from 80 on. */
const noThresholds: Threshold[] = [{ value: null, color: 'blue' }];

/** Applies the options that all panels share. */
export function applyPanelDefaults<P extends Panel>(panel: P, spec: PanelSpec, shape: TargetShape = {}): P {
  const names = Object.keys(spec.ask) as QueryName[];
  const legends = Object.values(spec.ask);
  const asked = names.map(queryNamed);
  const units = new Set(asked.map(({ unit }) => unit));
  if (units.size !== 1) throw new TypeError(`"${spec.title}" has ${[...units].join(' and ')} on one axis`);

  panel.title(spec.title);
  panel.datasource(sourceOf(asked[0]!));
  const { unit } = asked[0]!;
  panel.unit(grafanaUnits[unit]);
  // increase() extrapolates to the ends of the period: 12 orders are 12.3.
  if (unit === 'count' || unit === 'euros') panel.decimals(0);
  const noData = noDataText(asked[0]!);
  if (drawsNoValue(panel.build().type)) {
    panel.noValue(noData);
    panel.description(spec.help);
  } else panel.description(`${spec.help} If it is empty: ${noData[0]!.toLowerCase()}${noData.slice(1)}`);
  panel.links([toDashboard(spec.next), toExplore(names)]);
  panel.span(spec.width);
  panel.height(spec.height ?? 8);
  for (const name of names) panel.withTarget(target(name, spec.ask[name]!, shape));
  if (legends.some((legend) => legend.includes('{{service}}'))) panel.dataLinks(ofTheService);
  panel.thresholds(
    new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(spec.steps ?? noThresholds),
  );
  // A single line has no other line to be distinguished from.
  if (!spec.steps && legends.length === 1 && /^[^{]+$/.test(legends[0]!))
    panel.colorScheme(new FieldColorBuilder().mode(FieldColorModeId.Fixed).fixedColor('blue'));
  for (const override of coloursOf(legends)) panel.withOverride(override);
  if (spec.displayName) panel.displayName(spec.displayName);
  if (spec.interval) panel.interval(spec.interval);
  if (spec.repeat) {
    panel.repeat(spec.repeat);
    panel.repeatDirection('h');
    panel.maxPerRow(4);
  }
  return panel;
}
