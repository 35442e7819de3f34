import { PanelBuilder as AnyPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as NodeGraphBuilder } from '@grafana/grafana-foundation-sdk/nodegraph';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { uidOf } from '../links.ts';
import { dressed, type PanelSpec } from '../panel.ts';

/** Who calls whom. */
export const nodeGraph = (spec: PanelSpec) => dressed(new NodeGraphBuilder(), spec);

/** One trace as a waterfall. The SDK has no builder for this panel; it has no options either. */
export const trace = (spec: PanelSpec) => dressed(new AnyPanel().type('traces'), spec);

/** Traces that were found; a click on an id shows the trace on the same page. */
export const foundTraces = (spec: PanelSpec) =>
  dressed(new TableBuilder(), spec).overrideByName('traceID', [
    {
      id: 'links',
      value: [
        {
          title: 'Show this trace',
          url: `/d/${uidOf('exemplars')}?var-traceId=\${__value.raw}&\${environment:queryparam}&\${__url_time_range}`,
        },
      ],
    },
  ]);
