import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { type Lab, openLab } from '../lab.ts';
import { ask } from '../supervisor/client.ts';

/** What the libs stand behind is imported when it is asked for, as they are built by `up`. */
type Commands = typeof import('../dead-letters/commands.ts');

export function register(program: Command): void {
  const dlq = program
    .command('dlq')
    .description('the messages that a service gave up on: why, and the way back');
  dlq
    .command('list')
    .description('every dead-letter topic and how much lies there')
    .option('--json', 'for machines')
    .action((options) => perform((lab, { list }) => list(lab, options)));
  dlq
    .command('show')
    .description('the messages of one topic: cause, origin, attempts, body')
    .argument('<topic>', 'as list names it')
    .option('--json', 'for machines')
    .action((topic, options) => perform((lab, { show }) => show(lab, topic, options)));
  dlq
    .command('replay')
    .description('put what was not yet replayed back into the topic it came from, under the same id')
    .argument('<topic>', 'as list names it')
    .option('--id <ce_id>', 'this message only, even if it was replayed before')
    .option('--body <file>', 'with this JSON in place of its body; needs --id')
    .action((topic, options) => perform((lab, { replay }) => replay(lab, topic, options)));
}

async function perform(command: (lab: Lab, commands: Commands) => Promise<void>): Promise<void> {
  const lab = openLab();
  const parts = await ask(lab, { do: 'status' });
  if (!parts.some(({ name, state }) => name === 'kafka' && state === 'ready')) {
    throw new Failure('Kafka is not ready: ./lab status shows why.', exitCodes.unavailable);
  }
  await command(lab, await import('../dead-letters/commands.ts'));
}
