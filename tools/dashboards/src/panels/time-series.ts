import { GraphThresholdsStyleConfigBuilder } from '@grafana/grafana-foundation-sdk/common';
import * as common from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { dressed, type PanelSpec } from '../panel.ts';

interface Lines extends PanelSpec {
  /** The traces behind the numbers, as points to click. */
  exemplars?: boolean;
  /** Parts of a whole, stacked. */
  stacked?: boolean;
}

/** A metric over time. */
export function timeSeries({ exemplars = false, stacked = false, ...spec }: Lines) {
  const panel = dressed(new PanelBuilder(), spec, { exemplars })
    .min(0)
    .lineWidth(1)
    .fillOpacity(stacked ? 30 : 5)
    .showPoints(common.VisibilityMode.Never)
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.Table)
        .placement(common.LegendPlacement.Bottom)
        .calcs(['lastNotNull', 'max']),
    )
    .tooltip(
      new common.VizTooltipOptionsBuilder()
        .mode(common.TooltipDisplayMode.Multi)
        .sort(common.SortOrder.Descending),
    );
  if (stacked) panel.stacking(new common.StackingConfigBuilder().mode(common.StackingMode.Normal));
  if (spec.steps)
    panel.thresholdsStyle(
      new GraphThresholdsStyleConfigBuilder().mode(common.GraphThresholdsStyleMode.Dashed),
    );
  return panel;
}
