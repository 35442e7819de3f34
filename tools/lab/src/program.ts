import { Command } from 'commander';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { applyEnvironmentOption } from './command-line/environment.ts';
import { sanitize } from './commands/trace/drawing/sanitize.ts';
import * as bench from './commands/bench/command.ts';
import * as breaking from './commands/break/command.ts';
import * as dev from './commands/dev/command.ts';
import * as dlq from './commands/dlq/command.ts';
import * as doctor from './commands/doctor/command.ts';
import * as down from './commands/down/command.ts';
import * as env from './commands/env/command.ts';
import * as exercise from './commands/exercise/command.ts';
import * as logs from './commands/logs/command.ts';
import * as mitigate from './commands/mitigate/command.ts';
import * as pager from './commands/pager/command.ts';
import * as partControl from './commands/components/command.ts';
import * as prove from './commands/prove/command.ts';
import * as query from './commands/query/command.ts';
import * as slo from './commands/slo/command.ts';
import * as status from './commands/status/command.ts';
import * as test from './commands/test/command.ts';
import * as trace from './commands/trace/command.ts';
import * as traffic from './commands/traffic/command.ts';
import * as up from './commands/up/command.ts';

/** Every command with its arguments and options, which are all validated before it runs. */
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
    query,
    slo,
    dlq,
    pager,
    bench,
    dev,
    doctor,
    test,
  ])
    verb.register(program);
  applyEnvironmentOption(program);
  return program;
}

/** The message quotes the input, which can contain anything. */
function oneLine(text: string): string {
  const line = sanitize(text.trim().replace(/\n\(/, ' (')).replace(/'([^']{60})[^']+'/g, "'$1…'");
  const isAboutNames = /^error: (unknown|missing)/.test(line);
  return isAboutNames ? `${line}: ./lab --help lists what there is.` : line;
}
