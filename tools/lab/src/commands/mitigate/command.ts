import { Argument, type Command } from 'commander';
import { pair, pairs } from '../../command-line/pairs.ts';
import { controlOf } from '../../control-of.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { lazily } from '../../command-line/lazily.ts';
import { printJson } from '@webstore/lab-core/output/json.ts';
import { partArgument } from '../../command-line/component-name.ts';

/** As in libs/faults, which is not built yet when a command parses its arguments. */
export const actionWords = ['restart', 'rollback', 'scale', 'limit', 'flush', 'config'] as const;
type MitigationAction = (typeof actionWords)[number];

export function register(program: Command): void {
  program
    .command('mitigate')
    .description(
      'act on a part as an on-call does: restart, roll back its last release, scale, limit, flush, change a setting',
    )
    .addArgument(new Argument('<action>', 'what to do, in one word').choices(actionWords))
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
  action: MitigationAction,
  part: string,
  settings: string[] = [],
  { json }: { json?: boolean },
): Promise<void> {
  if (settings.length > 0 && !['config', 'limit', 'scale'].includes(action))
    throw new Failure(`${action} takes no settings; config, limit and scale do.`, exitCodes.usage);
  const said = await lazily(
    () => import('./mitigate.ts'),
    (lab, { mitigate: act }) => act(controlOf(lab), action, part, pairs(settings)),
  );
  if (json) printJson({ action, part, said });
  else console.log(said);
}
