import type { Command } from 'commander';
import { exitCodes, Failure } from '../failure.ts';
import { openLab } from '../lab.ts';
import { mustRun } from '../running.ts';
import { partArgument } from './part-name.ts';

export function register(program: Command): void {
  program
    .command('mitigate')
    .description(
      'act on a part as an on-call does: restart, roll back its last release, scale, limit, flush, change a setting',
    )
    .argument('<action>', 'what to do, in one word')
    .addArgument(partArgument('to which part'))
    .argument(
      '[settings...]',
      'for config, such as bank=standby, scale, as instances=2, and limit: inFlight=20',
    )
    .option('--json', 'for machines')
    .action(mitigate);
}

async function mitigate(
  word: string,
  part: string,
  settings: string[],
  { json }: { json?: boolean },
): Promise<void> {
  const lab = openLab();
  await mustRun(lab);
  if (lab.inContainers)
    throw new Failure('This acts on the native lab: in containers, docker compose does.', exitCodes.usage);
  // Imported here, as the libs it stands on are built by `up`.
  const { actionOf, mitigate: act } = await import('../mitigations/mitigate.ts');
  const action = actionOf(word);
  if (settings.length > 0 && !['config', 'limit', 'scale'].includes(action))
    throw new Failure(`${action} takes no settings; config, limit and scale do.`, exitCodes.usage);
  const { pairs } = await import('../faults/commands.ts');
  const said = await act(lab, action, part, pairs(settings));
  console.log(json ? JSON.stringify({ action, part, said }, null, 2) : said);
}
