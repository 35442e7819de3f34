import { type Command, Option } from 'commander';
import { environmentOption } from '../../command-line/environment.ts';
import { lazily } from '../../command-line/lazily.ts';
import { duration } from '../../command-line/duration.ts';
import { lineOfText } from '../../command-line/text.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { nameOf } from '../../command-line/name.ts';
import { observed } from '@webstore/lab-core/clients/services.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { QueryOptions } from './query.ts';

type Language = keyof typeof import('./query.ts').languages;

/** A query may span lines; one line of it means the same. */
const queryText = (text: string) => lineOfText(10_000)(text.replace(/\s+/g, ' '));

const since = () =>
  new Option('--since <duration>', 'over this long until now').argParser(duration('1s', '30d'));
const limit = (of: string) =>
  new Option('--limit <n>', `the newest n ${of}`).argParser(wholeNumber(1, 5_000)).default(20);
const step = () =>
  new Option('--step <duration>', 'one value for each; needs --since (default: a sixtieth of it)').argParser(
    duration('1s', '1d'),
  );

export function register(program: Command): void {
  const query = program
    .command('query')
    .description('query metrics, logs or traces: the value now, or with --since its course');
  query
    .command('promql')
    .description('query metrics')
    .argument(
      '<query>',
      'in PromQL, such as sum by (service) (rate(webstore_http_requests_total[1m]))',
      queryText,
    )
    .addOption(since())
    .addOption(step())
    .option('--exemplars', 'the exemplars of its series, each with its trace id')
    .addOption(environmentOption())
    .option('--json', 'print JSON')
    .action((text, options) => perform('promql', text, options));
  query
    .command('logql')
    .description('query logs: lines of the last 15 minutes, or the series of a metric query')
    .argument('<query>', 'in LogQL, such as {service_name="payment"} |= "declined"', queryText)
    .addOption(since())
    .addOption(step())
    .addOption(limit('lines'))
    .addOption(environmentOption())
    .option('--json', 'print JSON')
    .action((text, options) => perform('logql', text, options));
  query
    .command('traceql')
    .description('query traces of the last 15 minutes; only in containers, where Tempo is')
    .argument(
      '<query>',
      'in TraceQL, such as { status = error && resource.service.name = "payment" }',
      queryText,
    )
    .addOption(since())
    .addOption(limit('traces'))
    .addOption(environmentOption())
    .option('--json', 'print JSON')
    .action((text, options) => perform('traceql', text, options));
  query
    .command('patterns')
    .description(
      'group the log lines of the last 15 minutes by their text, and compare with the period before',
    )
    .argument(
      '[service]',
      'whose lines (default: all)',
      nameOf('a service', () => [...observed, 'pager']),
    )
    .addOption(since())
    .addOption(
      new Option('--limit <n>', 'the n most frequent, besides those that are new or gone')
        .argParser(wholeNumber(1, 5_000))
        .default(20),
    )
    .addOption(environmentOption())
    .option('--json', 'print JSON')
    .action((service = '.*', options) => perform('patterns', service, options));
}

async function perform(language: Language, text: string, options: QueryOptions): Promise<void> {
  if (options.step !== undefined && options.since === undefined)
    throw new Failure('--step needs --since: it is the distance between values over time.', exitCodes.usage);
  await lazily(
    () => import('./query.ts'),
    (lab, { query }) => query(lab, language, text, options),
  );
}
