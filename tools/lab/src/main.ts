import { Command } from 'commander';
import { exitCodes } from './failure.ts';
import { asFailure } from './state/system-error.ts';
import * as bench from './verbs/bench.ts';
import * as breaking from './verbs/break.ts';
import * as dlq from './verbs/dlq.ts';
import * as doctor from './verbs/doctor.ts';
import * as down from './verbs/down.ts';
import * as env from './verbs/env.ts';
import * as exercise from './verbs/exercise.ts';
import * as logs from './verbs/logs.ts';
import * as mitigate from './verbs/mitigate.ts';
import * as pager from './verbs/pager.ts';
import * as partControl from './verbs/part-control.ts';
import * as prove from './verbs/prove.ts';
import * as slo from './verbs/slo.ts';
import * as status from './verbs/status.ts';
import * as test from './verbs/test.ts';
import * as trace from './verbs/trace.ts';
import * as traffic from './verbs/traffic.ts';
import * as up from './verbs/up.ts';

const program = new Command('lab')
  .description('The WebStore Lab: a shop you can see through.')
  .showSuggestionAfterError()
  .showHelpAfterError('(./lab --help lists what there is)')
  .configureHelp({ showGlobalOptions: true })
  .addHelpText(
    'after',
    `\nExit codes: ${Object.entries(exitCodes)
      .map(([name, code]) => `${code} ${name}`)
      .join(', ')}.`,
  )
  .exitOverride((error) => process.exit(error.exitCode === 0 ? exitCodes.ok : exitCodes.usage));

for (const verb of [
  up,
  down,
  env,
  status,
  logs,
  partControl,
  traffic,
  breaking,
  mitigate,
  exercise,
  prove,
  trace,
  slo,
  dlq,
  pager,
  bench,
  doctor,
  test,
])
  verb.register(program);

try {
  await program.parseAsync();
} catch (error) {
  const failure = asFailure(error);
  console.error(failure ? failure.message : error);
  process.exitCode = failure?.exitCode ?? exitCodes.failed;
}
