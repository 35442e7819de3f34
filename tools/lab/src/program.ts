import { Command } from 'commander';
import { exitCodes } from './failure.ts';
import { plain } from './trace/cell.ts';
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

/** Every verb with its arguments and options, each of which is checked before its verb begins. */
export function createProgram(): Command {
  const program = new Command('lab')
    .description('The WebStore Lab: a shop you can see through.')
    .showSuggestionAfterError()
    .configureOutput({ outputError: (text, write) => write(`${oneLine(text)}\n`) })
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
  return program;
}

/** What was typed is quoted in the message, and can hold anything. */
function oneLine(text: string): string {
  const line = plain(text.trim().replace(/\n\(/, ' (')).replace(/'([^']{60})[^']+'/g, "'$1…'");
  const isAboutNames = /^error: (unknown|missing)/.test(line);
  return isAboutNames ? `${line}: ./lab --help lists what there is.` : line;
}
