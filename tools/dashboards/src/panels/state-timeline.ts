import * as common from '@grafana/grafana-foundation-sdk/common';
import { MappingType } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';

interface States extends PanelSpec {
  /** The meaning of 0 and 1. */
  states: { 0: { text: string; color: string }; 1: { text: string; color: string } };
}

/**
 * All rows on one page. Grafana's default of 20 rows draws a pager, even below a single page. Only 0 switches it off, which
 * the SDK's method refuses.
 */
class WithoutPager extends PanelBuilder {
  override build() {
    const panel = super.build();
    return { ...panel, options: { ...(panel.options as object), perPage: 0 } };
  }
}

/** The periods in which a condition was true. */
export function stateTimeline({ states, ...spec }: States) {
  return applyPanelDefaults(new WithoutPager(), spec)
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
