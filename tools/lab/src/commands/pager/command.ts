import { type Command, Option } from 'commander';
import { duration } from '../../command-line/duration.ts';
import { lineOfText, matching } from '../../command-line/text.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { lazily } from '../../command-line/lazily.ts';
import { userName } from '@webstore/lab-core/machine/user-name.ts';
import type { SilenceOptions } from './commands.ts';

type Commands = typeof import('./commands.ts');

const pageId = wholeNumber(1, 2 ** 31 - 1);
const name = lineOfText(80);

export function register(program: Command): void {
  const pager = program
    .command('pager')
    .description('list pages with the engineers notified; acknowledge and silence them');
  pager
    .command('list', { isDefault: true })
    .description('what fires, and what was resolved of late')
    .option('--all', 'everything that was resolved as well')
    .option('--json', 'print JSON')
    .action((options) => perform((lab, { list }) => list(lab, options)));
  pager
    .command('show')
    .description('one page with all there is to know: runbook, dashboard, a trace of the failure')
    .argument('<id>', 'as list shows it', pageId)
    .option('--json', 'print JSON')
    .action((id, options) => perform((lab, { show }) => show(lab, id, options)));
  pager
    .command('ack')
    .description('acknowledge a page, so that it does not escalate further')
    .argument('<id>', 'as list shows it', pageId)
    .option('--by <name>', 'who takes it', name, userName())
    .option('--json', 'print JSON')
    .action((id, { by, ...options }) =>
      perform((lab, { acknowledge }) => acknowledge(lab, id, by as string, options)),
    );
  pager
    .command('silence')
    .description('have Alertmanager keep quiet about alerts; without an argument: the silences in force')
    .argument(
      '[which]',
      'name of an alert, or id of a page',
      matching(/^([1-9]\d{0,9}|[A-Za-z_]\w{0,199})$/, 'the name of an alert, or the id of a page'),
    )
    .addOption(
      new Option('--for <time>', 'such as 90s, 10m, 2h or 1d')
        .argParser(duration('1s', '30d'))
        .default(600_000, '10m'),
    )
    .option('--comment <why>', 'the reason, for others who read it', lineOfText(500))
    .option('--by <name>', 'who wants it', name, userName())
    .option('--json', 'print JSON')
    .action((which: string | undefined, options: Partial<SilenceOptions>) => silence(which, options));
  pager
    .command('unsilence')
    .description('end a silence before its time')
    .argument(
      '<id>',
      'as silence shows it',
      matching(/^[0-9a-f-]{36}$/, 'the id of a silence, as silence shows it'),
    )
    .action((id: string) => perform((lab, { unsilence }) => unsilence(lab, id)));
}

function silence(which: string | undefined, options: Partial<SilenceOptions>): Promise<void> {
  if (which === undefined) return perform((lab, { silences }) => silences(lab, options));
  if (!options.comment) {
    throw new Failure(
      '--comment is required, so that others know why: --comment "payment is being moved".',
      exitCodes.usage,
    );
  }
  return perform((lab, commands) => commands.silence(lab, which, options as SilenceOptions));
}

const perform = (command: (lab: Lab, commands: Commands) => Promise<void>) =>
  lazily(() => import('./commands.ts'), command);
