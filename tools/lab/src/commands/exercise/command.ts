import { type Command, Option } from 'commander';
import { exerciseId, exerciseIds } from '../../command-line/checkout-names.ts';
import { nameOf } from '../../command-line/name.ts';
import { pair } from '../../command-line/pairs.ts';
import { matching } from '../../command-line/text.ts';
import { wholeNumber } from '../../command-line/whole-number.ts';
import { learnerForm } from '@webstore/lab-core/host-api/exercises.ts';
import { learnerName } from './learner-name.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { requireRunning } from '../../require-running.ts';

interface Start extends Learner {
  seed?: number;
  level: string;
}

interface Learner {
  learner?: string;
  json?: boolean;
}

export function register(program: Command): void {
  const exercise = program
    .command('exercise')
    .description('find out from telemetry alone: exercises that the lab checks against what runs');
  const verb = (name: string, description: string) =>
    exercise.command(name).description(description).option('--json', 'print JSON');
  const asLearner = (command: Command) =>
    command.option(
      '--learner <name>',
      'whose scores these are; you by default',
      matching(learnerForm, '1 to 40 letters, digits, dots or dashes, and begin with no dot'),
    );

  // The actions are imported there, because `up` builds the libs that they need.
  asLearner(verb('list', 'show every exercise, and how well you did')).action(
    async ({ learner, json }: Learner) =>
      (await import('./commands.ts')).list(await runningLab(), learnerName(learner), {
        ...(json && { json }),
      }),
  );
  asLearner(verb('start', 'begin one; customers come by themselves meanwhile'))
    .argument('<exercise>', 'its number or its name', nameOf('an exercise', exerciseIds, exerciseId))
    .option('--seed <n>', 'of an incident: the same one again', wholeNumber(0, 2 ** 32 - 1))
    .addOption(new Option('--level <n>', 'of an incident').choices(['1', '2', '3']).default('1'))
    .action(async (name: string, { learner, json, seed, level }: Start) =>
      (await import('./commands.ts')).start(await runningLab(), learnerName(learner), name, {
        level: Number(level),
        ...(json && { json }),
        ...(seed !== undefined && { seed }),
      }),
    );
  verb('hint', 'show the next of three hints; each costs 10 of 100').action(async (options: Learner) =>
    (await import('./commands.ts')).hint(await runningLab(), options),
  );
  verb('answer', 'note answers; nothing is checked yet')
    .argument('<answers...>', 'as in trace=4bf92f3577b34da6a3ce929d0e0e4736', pair)
    .action(async (answers: string[], options: Learner) =>
      (await import('./commands.ts')).answer(await runningLab(), answers, options),
    );
  verb('check', 'check the answers, showing expected and actual').action(async (options: Learner) =>
    (await import('./endings.ts')).check(await runningLab(), options),
  );
  verb('give-up', 'give up and show the solution').action(async (options: Learner) =>
    (await import('./endings.ts')).giveUp(await runningLab(), options),
  );
  exercise
    .command('reset')
    .description('end it, and wait until every objective is kept again')
    .action(async () => (await import('./endings.ts')).reset(await runningLab()));
  exercise
    .command('watch')
    .description('show the objectives and the time, until Ctrl-C')
    .option('--once', 'one look')
    .action(async (options: { once?: boolean }) =>
      (await import('./watch.ts')).watch(await runningLab(), options),
    );
}

async function runningLab(): Promise<Lab> {
  const lab = openLab();
  await requireRunning(lab);
  return lab;
}
