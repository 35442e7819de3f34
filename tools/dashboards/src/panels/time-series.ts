import { GraphThresholdsStyleConfigBuilder } from '@grafana/grafana-foundation-sdk/common';
import * as common from '@grafana/grafana-foundation-sdk/common';
import type { Unit } from '@webstore/signals';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';
import { queryNamed, type QueryName } from '../query-text.ts';

interface Lines extends PanelSpec {
  /** The traces behind the numbers, as points to click. */
  exemplars?: boolean;
  /** Parts of a whole, stacked. */
  stacked?: boolean;
  /** Many lines or long names: the panel is higher, because Grafana gives names a third of it, and hides the rest. */
  many?: boolean;
  /** The end of the axis while all values are below it, if that of the unit is far above them. */
  axisEnd?: number;
  /** Bars, each of which counts the events of its own interval. */
  bars?: boolean;
}

/** The end of the axis while all values are below it. Without one, Grafana draws zeros on an axis that ends at 100. */
const axisEnds: Partial<Record<Unit, number>> = {
  count: 4,
  'per second': 1,
  'per minute': 1,
  'requests per second': 1,
  seconds: 0.1,
  share: 1,
  times: 2,
  bytes: 1_048_576,
};

function softMax({ ask, steps, axisEnd }: Lines): number {
  const { unit } = queryNamed(Object.keys(ask)[0] as QueryName);
  const end = axisEnd ?? axisEnds[unit];
  if (end === undefined) throw new TypeError(`time-series.ts has no end of an axis in ${unit}`);
  // A quarter more than the highest limit, so that its line is visible.
  const limits = steps?.flatMap(({ value }) => value ?? []) ?? [];
  const above = limits.length === 0 ? end : Math.max(...limits) * 1.25;
  return unit === 'share' ? Math.min(above, 1) : above;
}

/** A metric over time. */
export function timeSeries({ exemplars, stacked, many, bars, axisEnd, ...spec }: Lines) {
  const panel = applyPanelDefaults(
    new PanelBuilder(),
    { ...(many && { height: 11 }), ...spec },
    { exemplars: exemplars ?? false },
  )
    .min(0)
    .axisSoftMax(softMax({ ...spec, ...(axisEnd !== undefined && { axisEnd }) }))
    .lineWidth(1)
    .fillOpacity(bars ? 80 : stacked ? 30 : 0)
    .showPoints(common.VisibilityMode.Never)
    .legend(names())
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    );
  if (bars) panel.drawStyle(common.GraphDrawStyle.Bars).lineWidth(0);
  if (stacked || bars) panel.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal));
  if (spec.steps)
    panel.thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed),
    );
  return panel;
}

/** A list of names, which wraps. A table below the graph would show two and a half rows, and one beside it leaves no graph. */
const names = () =>
  new common.VizLegendOptionsBuilder()
    .showLegend(true)
    .displayMode(common.LegendDisplayMode.List)
    .placement(common.LegendPlacement.Bottom)
    .calcs([]);
