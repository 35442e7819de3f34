import { dashboard } from '../dashboard.ts';
import { toLinesOfRow } from '../links.ts';
import { logs as lines } from '../panels/logs.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { variables } from '../variables.ts';

/** Each bar counts the lines of half a minute: of a second, a quiet shop has none or many. */
const ofTheLines = '30s';

export const logs = () =>
  dashboard({
    name: 'logs',
    question: 'What did the services write, and how much of it is about trouble?',
    variables: [variables.service(), variables.search()],
    lookFirst:
      'a rise of red or yellow bars. Read the lines of that time below: drag over the bars to select it, then open a line for its trace.',
    rows: [
      {
        title: 'How much',
        panels: [
          timeSeries({
            title: 'Lines by level',
            help: 'A healthy shop logs no errors. Warnings are expected, such as a decline; investigate a sudden rise.',
            ask: { linesByLevel: '{{severity_text}}' },
            next: 'slo',
            width: 12,
            bars: true,
            interval: ofTheLines,
          }),
          timeSeries({
            title: 'Lines by service',
            help: 'A service without lines is down, or its lines do not arrive: look at the stack. A service with many lines repeats some.',
            ask: { linesByService: '{{service_name}}' },
            next: 'stack',
            width: 12,
            bars: true,
            interval: ofTheLines,
          }),
          timeSeries({
            title: 'Payments settled, counted from lines',
            help: 'A metric without instrumentation: Loki counts a constant log message. It should match the payments on the business dashboard.',
            ask: { settledByCountry: '{{webstore_country}}' },
            next: 'business',
            width: 12,
            bars: true,
            interval: ofTheLines,
          }),
          timeSeries({
            title: 'Written and left out',
            help: 'A service writes a limited number of identical lines per second. Only this panel counts the `sampled` ones.',
            ask: { linesLeftOut: '{{service}} {{result}}' },
            next: 'stack',
            width: 12,
          }),
        ],
      },
      {
        title: 'Which sentences',
        panels: [
          table({
            title: 'Patterns',
            help: 'Lines that differ only in numbers, ids and quoted text are one pattern. No count before: the pattern is new, and a new one often names the cause. Click one for its lines.',
            ask: { linePatterns: '', linePatternsBefore: '' },
            next: 'red',
            width: 24,
            height: 10,
            columns: {
              service_name: { title: 'Service', width: 110 },
              severity_text: { title: 'Level', width: 80 },
              message: {
                title: 'Pattern',
                links: [
                  {
                    title: 'The lines of this pattern',
                    url: toLinesOfRow('linesOfPattern', {
                      service: 'service_name',
                      level: 'severity_text',
                      pattern: 'message',
                    }),
                  },
                ],
              },
            },
            values: { linePatterns: 'Count', linePatternsBefore: 'Before' },
          }),
        ],
      },
      {
        title: 'The lines',
        panels: [
          lines({
            title: 'Warnings and errors',
            help: 'Newest first. Open one: its trace id leads to the trace, if it was kept, and its order id to all lines about the order.',
            ask: { troubles: '' },
            next: 'exemplars',
            width: 24,
            height: 10,
          }),
          lines({
            title: 'Lines with "$search"',
            help: 'Lines of the selected services that contain the word above, ignoring case. No result: extend the period, or change the level.',
            ask: { linesFound: '' },
            next: 'exemplars',
            width: 24,
            height: 12,
          }),
        ],
      },
    ],
  });
