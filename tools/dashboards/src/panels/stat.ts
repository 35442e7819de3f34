import * as common from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';

/** One number, current or for the whole period. */
export function stat(spec: PanelSpec) {
  return applyPanelDefaults(new PanelBuilder(), { height: 4, ...spec }, { instant: true })
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .colorMode(spec.steps ? common.BigValueColorMode.Background : common.BigValueColorMode.Value)
    .graphMode(common.BigValueGraphMode.None)
    .textMode(common.BigValueTextMode.ValueAndName);
}
