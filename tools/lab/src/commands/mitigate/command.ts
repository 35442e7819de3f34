import { Argument, type Command } from 'commander';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import { mitigationActions } from '@webstore/lab-core/host-api/mitigations.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { printJson } from '@webstore/lab-core/output/json.ts';
import { partArgument } from '../../command-line/component-name.ts';
import { pair, pairs } from '../../command-line/pairs.ts';
import { requireRunning } from '../../require-running.ts';

export function register(program: Command): void {
  program
    .command('mitigate')
    .description(
      'act on a part as an on-call does: restart, roll back its last release, scale, limit, flush, change a setting',
    )
    .addArgument(new Argument('<action>', 'what to do, in one word').choices(mitigationActions))
    .addArgument(partArgument('to which part'))
    .argument(
      '[settings...]',
      'for config, such as bank=standby, scale, as instances=2, and limit: inFlight=20',
      pair,
    )
    .option('--json', 'print JSON')
    .action(mitigate);
}

async function mitigate(
  action: (typeof mitigationActions)[number],
  part: string,
  settings: string[] = [],
  { json }: { json?: boolean },
): Promise<void> {
  const lab = openLab();
  await requireRunning(lab);
  const { effect } = await new HostClient(lab).run('mitigate', {
    body: { action, component: part, settings: pairs(settings) },
  });
  if (json) printJson({ action, part, said: effect });
  else console.log(effect);
}
