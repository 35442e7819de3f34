import type { Command } from 'commander';
import { environmentOption } from '../../command-line/environment.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { controlContainer } from '../../containers/verbs.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { showProgress } from '../../output/progress.ts';
import { ask, watch } from '@webstore/supervisor/daemon/client.ts';
import { partArgument } from '../../command-line/component-name.ts';

export function register(program: Command): void {
  program
    .command('stop')
    .description('stop a component until it is started again')
    .addArgument(partArgument('which'))
    .addOption(environmentOption())
    .action(async (part: string) => {
      if (await inContainer('stop', part)) return;
      await ask(openLab(), { do: 'stop', part });
      console.log(`${part} is stopped until ./lab start ${part}.`);
    });
  program
    .command('start')
    .description('start a component, rebuilt from its sources')
    .addArgument(partArgument('which'))
    .addOption(environmentOption())
    .action((part: string) => startAndWait('start', part));
  program
    .command('restart')
    .description('restart a component')
    .addArgument(partArgument('which'))
    .addOption(environmentOption())
    .action((part: string) => startAndWait('restart', part));
  program
    .command('kill')
    .description('kill -9 a component; the supervisor restarts it')
    .addArgument(partArgument('which'))
    .addOption(environmentOption())
    .action(async (part: string) => {
      if (await inContainer('kill', part)) return;
      await ask(openLab(), { do: 'kill', part });
      console.log(`${part} was killed.`);
    });
}

/** Whether the lab runs in containers; Docker then executed the command. */
async function inContainer(verb: 'stop' | 'start' | 'restart' | 'kill', part: string): Promise<boolean> {
  const lab = openLab();
  if (lab.inContainers) process.exitCode = await controlContainer(lab, verb, part);
  return lab.inContainers;
}

async function startAndWait(verb: 'start' | 'restart', part: string): Promise<void> {
  if (await inContainer(verb, part)) return;
  const lab = openLab();
  lab.settings();
  await ask(lab, { do: verb, part });
  const [now] = await showProgress(watch(lab), [part]);
  if (now?.state !== 'ready')
    process.exitCode = now?.state === 'unavailable' ? exitCodes.unavailable : exitCodes.failed;
}
