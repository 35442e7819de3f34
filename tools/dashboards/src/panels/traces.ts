import { PanelBuilder as AnyPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as NodeGraphBuilder } from '@grafana/grafana-foundation-sdk/nodegraph';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { uidOf } from '../links.ts';
import { dressed, type PanelSpec } from '../panel.ts';

/** The service graph. */
export const nodeGraph = (spec: PanelSpec) => dressed(new NodeGraphBuilder(), spec);

/** One trace as a waterfall. The SDK has no builder for this panel, which has no options either. */
export const trace = (spec: PanelSpec) => dressed(new AnyPanel().type('traces'), spec);

/** Search results; a click on a trace id shows the trace on the same page. */
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
