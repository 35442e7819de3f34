import type { PanelBuilder as BarGauge } from '@grafana/grafana-foundation-sdk/bargauge';
import {
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
import { type DashboardName, ofTheService, toDashboard, toExplore } from './links.ts';
import { queryNamed, type QueryName } from './query-text.ts';
import { sourceOf } from './sources.ts';
import { target, type TargetShape } from './target.ts';
import { grafanaUnits } from './units.ts';

export type Panel =
  BarGauge | Heatmap | Logs | NodeGraph | Stat | StateTimeline | Table | TimeSeries | AnyPanel;

/** What every panel says of itself, whichever its type. */
export interface PanelSpec {
  title: string;
  /** What it shows, and what to do about it. */
  help: string;
  /** Queries of the catalogue, each with its legend. They are all of one unit. */
  ask: Partial<Record<QueryName, string>>;
  /** Where one goes on reading. */
  next: DashboardName;
  /** Of 24 columns. */
  width: number;
  height?: number;
  steps?: Threshold[];
  /** Once for each value of this variable. */
  repeat?: string;
  /** No rate over less than this: for what happens seldom, or is scraped seldom. */
  interval?: string;
}

/** In containers the parts of the stack are scraped every 15 seconds, and not every 5: a rate needs two samples. */
export const ofTheStack = '30s';

/** Puts on a panel what all of them have. */
export function dressed<P extends Panel>(panel: P, spec: PanelSpec, shape: TargetShape = {}): P {
  const names = Object.keys(spec.ask) as QueryName[];
  const asked = names.map(queryNamed);
  const units = new Set(asked.map(({ unit }) => unit));
  if (units.size !== 1) throw new TypeError(`"${spec.title}" has ${[...units].join(' and ')} on one axis`);

  panel.title(spec.title);
  panel.description(spec.help);
  panel.datasource(sourceOf(asked[0]!));
  panel.unit(grafanaUnits[asked[0]!.unit]);
  panel.links([toDashboard(spec.next), toExplore(names)]);
  panel.span(spec.width);
  panel.height(spec.height ?? 8);
  for (const name of names) panel.withTarget(target(name, spec.ask[name]!, shape));
  if (Object.values(spec.ask).some((legend) => legend.includes('{{service}}'))) panel.dataLinks(ofTheService);
  if (spec.steps)
    panel.thresholds(new ThresholdsConfigBuilder().mode(ThresholdsMode.Absolute).steps(spec.steps));
  if (spec.interval) panel.interval(spec.interval);
  if (spec.repeat) {
    panel.repeat(spec.repeat);
    panel.repeatDirection('h');
    panel.maxPerRow(4);
  }
  return panel;
}
