import * as common from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { noDataMapping } from '../no-data.ts';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';
import { queryNamed, type QueryName } from '../query-text.ts';

/** One number, current or for the whole period. */
export function stat(spec: PanelSpec) {
  return applyPanelDefaults(new PanelBuilder(), { height: 4, ...spec }, { instant: true })
    .mappings([noDataMapping(queryNamed(Object.keys(spec.ask)[0] as QueryName))])
    .reduceOptions(new common.ReduceDataOptionsBuilder().calcs(['lastNotNull']))
    .colorMode(spec.steps ? common.BigValueColorMode.Background : common.BigValueColorMode.Value)
    .graphMode(common.BigValueGraphMode.None)
    .textMode(common.BigValueTextMode.ValueAndName);
}
