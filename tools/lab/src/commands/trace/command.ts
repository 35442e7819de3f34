import type { Command } from 'commander';
import { environmentOption } from '../../command-line/environment.ts';
import { matching } from '../../command-line/text.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { lazily } from '../../command-line/lazily.ts';

interface TraceOptions {
  lastOrder?: boolean;
  slowest?: boolean;
  errors?: boolean;
  exemplar?: string;
  json?: boolean;
  full?: boolean;
  logs: boolean;
}

const traceId = /^(?!0{32})[0-9a-f]{32}$/i;
const series = /^[a-zA-Z_:][\w:]{0,199}(\{[^\n]{0,1000}\})?$/;

export function register(program: Command): void {
  program
    .command('trace')
    .description('show a trace as a waterfall, with its critical path, its Kafka hops and its log lines')
    .argument(
      '[id]',
      'of the trace, as in the header traceresponse',
      matching(traceId, '32 hex digits that are not all 0'),
    )
    .addOption(environmentOption())
    .option('--last-order', 'the newest order')
    .option('--slowest', 'the longest span of the last 15 minutes')
    .option('--errors', 'the newest that was kept for an error in the last 15 minutes')
    .option(
      '--exemplar <metric>',
      'where the newest exemplar of a metric points, or of some of its series, as webstore_payments_total{result="error"}',
      matching(
        series,
        'the name of a metric, such as webstore_http_request_duration_seconds, or of some of its series',
      ),
    )
    .option('--full', 'every span of a very large trace')
    .option('--no-logs', 'without log lines')
    .option('--json', 'print JSON')
    .action(trace);
}

async function trace(id: string | undefined, options: TraceOptions): Promise<void> {
  const { lastOrder, slowest, errors, exemplar, ...shown } = options;
  if ([id, lastOrder, slowest, errors, exemplar].filter(Boolean).length !== 1) {
    throw new Failure(
      'Say which trace, in one way: its id, --last-order, --slowest, --errors or --exemplar <metric>.',
      exitCodes.usage,
    );
  }
  await lazily(
    () => Promise.all([import('./show-trace.ts'), import('./searches.ts')]),
    (lab, [{ showTrace }, searches]) =>
      showTrace(
        lab,
        (stores) => {
          if (lastOrder) return searches.lastOrder(stores);
          if (slowest) return searches.slowest(stores);
          if (errors) return searches.errors(stores);
          return exemplar ? searches.exemplar(stores, exemplar) : searches.byId(stores, id!);
        },
        shown,
      ),
  );
}
