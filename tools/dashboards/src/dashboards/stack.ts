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
    question: 'Is the telemetry complete?',
    lookFirst:
      'red in the first row: from then on, an absent line or span proves nothing. Then the component that is down, or was.',
    rows: [
      {
        title: 'Is anything lost?',
        panels: [
          stat({
            title: 'Spans lost',
            help: 'Dropped by services in the period. Above 0: traces are incomplete; see docs/runbooks/spans-dropped.md.',
            ask: { spansLost: 'lost' },
            next: 'logs',
            width: 6,
            steps: badFrom(1),
          }),
          stat({
            title: 'Spans refused',
            help: 'Refused by the collector for lack of memory in the last two minutes. Above 0: increase its memory, or send less.',
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
        title: 'Components',
        panels: [
          stateTimeline({
            title: 'Up or down',
            help: 'Whether Prometheus can scrape each component. Red: its metrics are missing and an alert follows; start it.',
            ask: { partsUp: '{{part}}' },
            next: 'overview',
            width: 12,
            height: 11,
            states: { 0: { text: 'down', color: 'red' }, 1: { text: 'up', color: 'green' } },
          }),
          timeSeries({
            title: 'Time of scrapes',
            help: 'The ten slowest scrapes. The limit is four seconds; a slow one has too many series, or its process is overloaded.',
            ask: { scrapeTime: '{{job}} {{service}}{{part}}' },
            next: 'node',
            width: 12,
            steps: badFrom(4),
            many: true,
          }),
          timeSeries({
            title: 'Memory',
            help: 'By component. A line that rises for hours: more series, more streams, or a leak; in containers the kernel kills it at its limit.',
            ask: { partMemory: '{{part}}' },
            next: 'node',
            width: 12,
            many: true,
          }),
          timeSeries({
            title: 'CPU',
            help: 'Share of a core, by component. Prometheus or Mimir: an expensive query or rule; Loki: a large search.',
            ask: { partCpu: '{{part}}' },
            next: 'node',
            width: 12,
            interval: ofTheStack,
            many: true,
            axisEnd: 0.2,
          }),
        ],
      },
      {
        title: 'Signals on their way',
        panels: [
          timeSeries({
            title: 'Spans made',
            help: 'Created, by service. Compare with the next panel: the difference is lost on the way.',
            ask: { spansMade: '{{service}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Spans taken',
            help: 'Received by the collector, before sampling. Permanently fewer than created: the collector refuses some, or restarts.',
            ask: { spansAccepted: 'taken' },
            next: 'exemplars',
            width: 8,
            interval: ofTheStack,
          }),
          timeSeries({
            title: 'Spans before sampling',
            help: 'Spans that feed the span metrics, sampled or not. A missing service sends none.',
            ask: { spansByService: '{{service_name}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Traces decided on',
            help: 'Kept and dropped traces. One in ten is kept, and all with a sampling reason. A larger share means more reasons, such as errors.',
            ask: { tracesDecided: '{{decision}} {{sampled}}' },
            next: 'exemplars',
            width: 8,
            interval: ofTheStack,
            stacked: true,
          }),
          timeSeries({
            title: 'Lines stored',
            help: 'Lines that Loki accepts. It falls while services write: look at the collector, which buffers half an hour of lines.',
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
            height: 11,
            namesAbove: true,
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
            help: 'Components by health. The page of Alloy on :12345 lists unhealthy ones with the reason.',
            ask: { alloyComponents: '{{health_type}}' },
            next: 'logs',
            width: 8,
          }),
        ],
      },
    ],
  });
