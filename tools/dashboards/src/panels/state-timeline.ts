import * as common from '@grafana/grafana-foundation-sdk/common';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { dressed, type PanelSpec } from '../panel.ts';

interface States extends PanelSpec {
  /** The meaning of 0 and 1. */
  states: { 0: { text: string; color: string }; 1: { text: string; color: string } };
}

/** The periods in which a condition was true. */
export function stateTimeline({ states, ...spec }: States) {
  return dressed(new PanelBuilder(), spec)
    .mappings([{ type: MappingType.ValueToText, options: { '0': states[0], '1': states[1] } }])
    .mergeValues(true)
    .showValue(common.VisibilityMode.Never)
    .rowHeight(0.8)
    .legend(
      new common.VizLegendOptionsBuilder()
        .showLegend(true)
        .displayMode(common.LegendDisplayMode.List)
        .placement(common.LegendPlacement.Bottom),
    );
}
