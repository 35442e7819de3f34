import { EventEmitter, on } from 'node:events';
import type { Command } from 'commander';
import { environmentOption } from '../../command-line/environment.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { buildImage } from '../../containers/up.ts';
import type { ComponentState } from '@webstore/lab-core/component-control/component-control.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { showProgress } from '../../output/progress.ts';
import { partArgument } from '../../command-line/component-name.ts';

export function register(program: Command): void {
  program
    .command('stop')
    .description('stop a component until it is started again')
    .addArgument(partArgument('which'))
    .addOption(environmentOption())
    .action(async (part: string) => {
      await (await controlNow()).stop(part);
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
    .description('kill -9 a component; it is started again by itself')
    .addArgument(partArgument('which'))
    .addOption(environmentOption())
    .action(async (part: string) => {
      await (await controlNow()).kill(part);
      console.log(`${part} was killed.`);
    });
}

/** Natively, the supervisor compiles a service before each of its starts. */
async function startAndWait(verb: 'start' | 'restart', part: string): Promise<void> {
  const control = await controlNow();
  const { lab } = control;
  lab.settings();
  if (lab.inContainers) await buildImage(lab, part);
  const news = new EventEmitter();
  const followed = on(news, 'states', { close: ['end'] });
  const started = control[verb](part, (states) => news.emit('states', states)).finally(() =>
    news.emit('end'),
  );
  // It may fail while the progress is shown; it is awaited afterwards.
  started.catch(() => undefined);
  const [now] = await showProgress(statesOf(followed, started), [part]);
  if (now?.settled && now.state !== 'ready')
    process.exitCode = now.state === 'unavailable' ? exitCodes.unavailable : exitCodes.failed;
  else await started;
}

/** @throws the reason why there is no further state to wait for */
async function* statesOf(
  events: AsyncIterable<ComponentState[][]>,
  started: Promise<void>,
): AsyncGenerator<ComponentState[]> {
  for await (const [states] of events) yield states!;
  await started;
}

/** Loaded when a command needs it: the clients of the data stores take time. */
const controlNow = async () => (await import('../../control-of.ts')).controlOf(openLab());
