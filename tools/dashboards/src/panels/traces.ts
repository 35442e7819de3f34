import { PanelBuilder as AnyPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as NodeGraphBuilder } from '@grafana/grafana-foundation-sdk/nodegraph';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { toDashboard, uidOf } from '../links.ts';
import { applyPanelDefaults, type PanelSpec } from '../panel.ts';

/** The service graph. */
export const nodeGraph = (spec: PanelSpec) => applyPanelDefaults(new NodeGraphBuilder(), spec);

/**
 * One trace as a waterfall. The SDK has no builder for this panel, which has no options either. Spans have no profiles of
 * their own, so the panel links to those of the services at the same time.
 */
export function trace(spec: PanelSpec) {
  const panel = applyPanelDefaults(new AnyPanel().type('traces'), spec);
  const { links = [] } = panel.build();
  return panel.links([...links.map((link) => ({ build: () => link })), toDashboard('node', 'Profiles')]);
}

/** Search results; a click on a trace id shows the trace on the same page. */
export const foundTraces = (spec: PanelSpec) =>
  applyPanelDefaults(new TableBuilder(), spec)
    // A streamed search also answers how far it has come, as a second table.
    .withTransformation({ id: 'filterByRefId', options: { exclude: 'streaming-progress' } })
    // All results have the same service and name: the search asks for them.
    .withTransformation({
      id: 'organize',
      options: { excludeByName: { traceService: true, traceName: true } },
    })
    .overrideByName('startTime', [
      { id: 'custom.width', value: 90 },
      { id: 'unit', value: 'time:HH:mm:ss' },
    ])
    .overrideByName('traceDuration', [{ id: 'custom.width', value: 90 }])
    .overrideByName('traceID', [
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
