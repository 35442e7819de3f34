import { dashboard } from '../dashboard.ts';
import { logs as lines } from '../panels/logs.ts';
import { timeSeries } from '../panels/time-series.ts';
import { variables } from '../variables.ts';

export const logs = () =>
  dashboard({
    name: 'logs',
    question: 'What did the services write, and how much of it is about trouble?',
    variables: [variables.service(), variables.search()],
    rows: [
      {
        title: 'How much',
        panels: [
          timeSeries({
            title: 'Lines by level',
            help: 'Errors are our fault and the healthy shop writes none. Warnings are foreseen, such as a decline: many more of them are worth a look.',
            ask: { linesByLevel: '{{severity_text}}' },
            next: 'slo',
            width: 12,
            stacked: true,
          }),
          timeSeries({
            title: 'Lines by service',
            help: 'A service that falls silent is gone, or its lines do not arrive: look at the stack. One that shouts repeats itself.',
            ask: { linesByService: '{{service_name}}' },
            next: 'stack',
            width: 12,
            stacked: true,
          }),
          timeSeries({
            title: 'Payments settled, counted from lines',
            help: 'A metric without instrumentation: Loki counts a constant log message. It should match the payments on the business dashboard.',
            ask: { settledByCountry: '{{webstore_country}}' },
            next: 'business',
            width: 12,
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
        title: 'The lines',
        panels: [
          lines({
            title: 'Warnings and errors',
            help: 'The newest first. Open one: its trace id leads to the trace, if that was kept, and its order id to all that was written about the order.',
            ask: { troubles: '' },
            next: 'exemplars',
            width: 24,
            height: 10,
          }),
          lines({
            title: 'Lines with "$search"',
            help: 'All lines of the chosen services that hold the word above, in any case of letters. Nothing found: look at a longer time, or at the level.',
            ask: { linesFound: '' },
            next: 'exemplars',
            width: 24,
            height: 12,
          }),
        ],
      },
    ],
  });
