import type { Command } from 'commander';
import { matching } from '../../command-line/text.ts';
import { existingFile } from '../../command-line/existing-file.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { lazily } from '../../command-line/lazily.ts';

type Commands = typeof import('./commands.ts');

const topic = matching(/^[\w.-]{1,249}$/, 'the name of a topic: letters, digits, dots and dashes');
const messageId = matching(/^[!-~]{1,200}$/, 'the ce_id of a message, as show prints it');

export function register(program: Command): void {
  const dlq = program
    .command('dlq')
    .description('the messages that a service gave up on: why, and the way back');
  dlq
    .command('list')
    .description('every dead-letter topic and how much lies there')
    .option('--json', 'print JSON')
    .action((options) => perform((lab, { list }) => list(lab, options)));
  dlq
    .command('show')
    .description('the messages of one topic: cause, origin, attempts, body')
    .argument('<topic>', 'as list names it', topic)
    .option('--json', 'print JSON')
    .action((name, options) => perform((lab, { show }) => show(lab, name, options)));
  dlq
    .command('replay')
    .description('put what was not yet replayed back into the topic it came from, under the same id')
    .argument('<topic>', 'as list names it', topic)
    .option('--id <ce_id>', 'this message only, even if it was replayed before', messageId)
    .option('--body <file>', 'with this JSON in place of its body; needs --id', existingFile)
    .action((name, options) => {
      if (options.body !== undefined && options.id === undefined)
        throw new Failure('--body replaces one message: name it with --id.', exitCodes.usage);
      return perform((lab, { replay }) => replay(lab, name, options));
    });
}

const perform = (command: (lab: Lab, commands: Commands) => Promise<void>) =>
  lazily(() => import('./commands.ts'), command);
