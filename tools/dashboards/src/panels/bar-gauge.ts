import * as common from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';

/** Several numbers side by side, to compare them. */
export function barGauge({ max, ...spec }: PanelSpec & { max?: number }) {
  const panel = applyPanelDefaults(new PanelBuilder(), spec, { instant: true })
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .valueMode(common.BarGaugeValueMode.Color)
    .min(0);
  return max === undefined ? panel : panel.max(max);
}
