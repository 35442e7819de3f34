import { LogsDedupStrategy, LogsSortOrder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder } from '@grafana/grafana-foundation-sdk/logs';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';

/** Log lines; a click opens a line's fields, with the link to its trace. */
export function logs(spec: PanelSpec) {
  return applyPanelDefaults(new PanelBuilder(), spec)
    .showTime(true)
    .wrapLogMessage(true)
    .enableLogDetails(true)
    .sortOrder(LogsSortOrder.Descending)
    .dedupStrategy(LogsDedupStrategy.None);
}
