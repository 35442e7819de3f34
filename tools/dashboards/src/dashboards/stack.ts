import { dashboard } from '../dashboard.ts';
import { barGauge } from '../panels/bar-gauge.ts';
import { ofTheStack } from '../panel.ts';
import { stat } from '../panels/stat.ts';
import { stateTimeline } from '../panels/state-timeline.ts';
import { timeSeries } from '../panels/time-series.ts';
import { badFrom } from '../steps.ts';

export const stack = () =>
  dashboard({
    name: 'stack',
    question: 'Is what you see all there is?',
    rows: [
      {
        title: 'Is anything lost?',
        panels: [
          stat({
            title: 'Spans lost',
            help: 'In services, in the period. Any: traces have holes; docs/runbooks/spans-dropped.md says where to look.',
            ask: { spansLost: 'lost' },
            next: 'logs',
            width: 6,
            steps: badFrom(1),
          }),
          stat({
            title: 'Spans refused',
            help: 'By the collector, for want of memory, in the last two minutes. Any: give it more, or send it less.',
            ask: { spansRefused: 'refused' },
            next: 'exemplars',
            width: 6,
            steps: badFrom(1),
          }),
          stat({
            title: 'Log records lost',
            help: 'Dropped by services in the period. Above 0: the collector was down for longer than a queue lasts; the log files still have the lines.',
            ask: { linesLost: 'lost' },
            next: 'logs',
            width: 6,
            steps: badFrom(1),
          }),
          stat({
            title: 'Label values refused',
            help: 'Measurements whose label value exceeded the limit and was replaced by `other`. Above 0: a label is unbounded; the log names it.',
            ask: { labelValuesRefused: 'refused' },
            next: 'logs',
            width: 6,
            steps: badFrom(1),
          }),
        ],
      },
      {
        title: 'Parts',
        panels: [
          stateTimeline({
            title: 'Up or down',
            help: 'Whether each part answers its scrape. Red: what it says of itself is missing, and an alert follows; start it.',
            ask: { partsUp: '{{part}}' },
            next: 'overview',
            width: 12,
            states: { 0: { text: 'down', color: 'red' }, 1: { text: 'up', color: 'green' } },
          }),
          timeSeries({
            title: 'Time of scrapes',
            help: 'The ten slowest. A scrape may take four seconds; one that comes near has too many series, or no time to answer.',
            ask: { scrapeTime: '{{job}} {{service}}{{part}}' },
            next: 'node',
            width: 12,
            steps: badFrom(4),
          }),
          timeSeries({
            title: 'Memory',
            help: 'By part. A line that climbs for hours: more series, more streams, or a leak; in containers the limit ends it.',
            ask: { partMemory: '{{part}}' },
            next: 'node',
            width: 12,
          }),
          timeSeries({
            title: 'CPU',
            help: 'Share of a core, by part. Prometheus or Mimir: a dear query, or rules; Loki: a search over much.',
            ask: { partCpu: '{{part}}' },
            next: 'node',
            width: 12,
            interval: ofTheStack,
          }),
        ],
      },
      {
        title: 'Signals on their way',
        panels: [
          timeSeries({
            title: 'Spans made',
            help: 'By service. Compare with the panel beside it: what is made and does not arrive is lost on the way.',
            ask: { spansMade: '{{service}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Spans taken',
            help: 'By the collector, before it samples. Less than is made, for long: it refuses some, or is restarted.',
            ask: { spansAccepted: 'taken' },
            next: 'exemplars',
            width: 8,
            interval: ofTheStack,
          }),
          timeSeries({
            title: 'Spans by service, before sampling',
            help: 'What span metrics are made of: every span, kept or not. A service that is missing sends none.',
            ask: { spansByService: '{{service_name}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Traces decided on',
            help: 'Kept and not kept. About one in ten is kept, and all with a reason: a larger share means more reasons, such as errors.',
            ask: { tracesDecided: '{{decision}} {{sampled}}' },
            next: 'exemplars',
            width: 8,
            interval: ofTheStack,
            stacked: true,
          }),
          timeSeries({
            title: 'Lines stored',
            help: 'Lines that Loki takes. Falls while services write: look at the collector, which keeps half an hour of lines.',
            ask: { linesStored: 'lines' },
            next: 'logs',
            width: 8,
            interval: ofTheStack,
          }),
          timeSeries({
            title: 'Notifications',
            help: 'Notifications that Alertmanager sends. None while an alert fires: a silence, an inhibition, or a receiver that is down.',
            ask: { notifications: '{{integration}}' },
            next: 'slo',
            width: 8,
            interval: '1m',
          }),
          barGauge({
            title: 'Pages and tickets',
            help: 'Pages to each team since the pager started. A page without a possible action is an alert to fix.',
            ask: { pages: '{{team}} {{severity}}' },
            next: 'slo',
            width: 24,
            height: 6,
          }),
        ],
      },
      {
        title: 'In containers alone',
        panels: [
          timeSeries({
            title: 'Series in Mimir',
            help: 'Active series of both tenants. The limits are in infra/mimir; near them, look for a label with too many values.',
            ask: { seriesInMimir: 'series' },
            next: 'stack',
            width: 8,
          }),
          timeSeries({
            title: 'Spans in Tempo',
            help: 'Kept spans that arrived. None while the sampler decides on traces: Tempo is down, or refuses them.',
            ask: { spansInTempo: 'spans' },
            next: 'exemplars',
            width: 8,
            interval: ofTheStack,
          }),
          timeSeries({
            title: 'Components of Alloy',
            help: 'By health. Unhealthy ones: its page on :12345 names them and says why.',
            ask: { alloyComponents: '{{health_type}}' },
            next: 'logs',
            width: 8,
          }),
        ],
      },
    ],
  });
