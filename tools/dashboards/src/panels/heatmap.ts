import * as common from '@grafana/grafana-foundation-sdk/common';
import {
  HeatmapColorMode,
  HeatmapColorOptionsBuilder,
  PanelBuilder,
  YAxisConfigBuilder,
} from '@grafana/grafana-foundation-sdk/heatmap';
import { PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';

/**
 * The distribution of a histogram, which a quantile hides. Its unit is that of the buckets, not of the count.
 */
export function heatmap(spec: PanelSpec & { buckets: string }) {
  return applyPanelDefaults(new PanelBuilder(), spec, { format: PromQueryFormat.Heatmap, exemplars: true })
    .calculate(false)
    .cellGap(1)
    .yAxis(new YAxisConfigBuilder().unit(spec.buckets))
    .color(
      new HeatmapColorOptionsBuilder()
        .mode(HeatmapColorMode.Scheme)
        .scheme('Oranges')
        .steps(64)
        .exponent(0.5),
    )
    .showLegend()
    .scaleDistribution(new common.ScaleDistributionConfigBuilder().type(common.ScaleDistribution.Linear));
}
