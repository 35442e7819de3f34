import * as common from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import { noDataMapping } from '../no-data.ts';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';
import { queryNamed, type QueryName } from '../query-text.ts';

interface Bars extends PanelSpec {
  max?: number;
  /** Beside many bars, Grafana cuts long names. */
  namesAbove?: boolean;
}

/** Several numbers side by side, to compare them. */
export function barGauge({ max, namesAbove, ...spec }: Bars) {
  const panel = applyPanelDefaults(new PanelBuilder(), spec, { instant: true })
    .mappings([noDataMapping(queryNamed(Object.keys(spec.ask)[0] as QueryName))])
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .orientation(common.VizOrientation.Horizontal)
    .displayMode(common.BarGaugeDisplayMode.Basic)
    .valueMode(common.BarGaugeValueMode.Color)
    .min(0);
  if (namesAbove) panel.namePlacement(common.BarGaugeNamePlacement.Top);
  return max === undefined ? panel : panel.max(max);
}
