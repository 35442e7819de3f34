import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import type { ShownRound } from '@webstore/lab-core/host-api/exercises.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { printJson } from '@webstore/lab-core/output/json.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import { pairs } from '../../command-line/pairs.ts';

export interface Json {
  json?: boolean;
}

export async function list(lab: Lab, learner: string, { json }: Json): Promise<void> {
  const { exercises } = await new HostClient(lab).call('listExercises', { query: { learner } });
  if (json) return printJson(exercises);
  const rows = exercises.map(({ id, title, time, running, best }) => [
    id,
    title,
    time,
    running ? 'running' : best === null ? '' : `${best} of 100`,
  ]);
  const columns = [
    { title: 'exercise' },
    { title: 'what it is' },
    { title: 'time' },
    { title: `${learner}'s best` },
  ];
  console.log(table(columns, rows));
  console.log('\n./lab exercise start <exercise> begins one.');
}

export async function start(
  lab: Lab,
  learner: string,
  exercise: string,
  { json, ...drawn }: Json & { seed?: number; level: number },
): Promise<void> {
  const host = new HostClient(lab);
  const round = await host.call('startRound', { body: { exercise, learner, ...drawn } });
  if (json) return printJson(startedAs(round));
  const { title, time, story, questions } = await host.call('showExercise', {
    params: { id: round.exercise },
  });
  const { commitment } = round;
  console.log(
    [
      `${title} (${time})`,
      '',
      story,
      '',
      'Questions',
      ...questions.flatMap(({ name, ask, looksLike }) => [
        `  ${ask}`,
        `    ./lab exercise answer ${name}=…   ${looksLike}`,
      ]),
      '',
      ...(commitment ? [`What will happen is settled, and opened at the end: sha256 ${commitment}`, ''] : []),
      './lab exercise check looks whether it is right, ./lab exercise hint helps, ./lab exercise watch shows the objectives.',
    ].join('\n'),
  );
}

const startedAs = ({ exercise, learner, startedAt, hints, answers, tries, commitment }: ShownRound) => ({
  exercise,
  learner,
  startedAt,
  hints,
  answers,
  tries,
  ...(commitment && { commitment }),
});

export async function hint(lab: Lab, { json }: Json): Promise<void> {
  const { isNew, ...shown } = await new HostClient(lab).call('nextHint', {});
  if (json) return printJson(shown);
  console.log(`Hint ${shown.tier} of ${shown.of}: ${shown.hint}`);
  if (!isNew) console.log('That was the last one already; it costs nothing to read it again.');
}

export async function answer(lab: Lab, given: string[], { json }: Json): Promise<void> {
  const host = new HostClient(lab);
  const { exercise, answers } = await host.call('answerRound', { body: { answers: pairs(given) } });
  if (json)
    return printJson(Object.fromEntries(Object.entries(answers).map(([name, { value }]) => [name, value])));
  const { questions } = await host.call('showExercise', { params: { id: exercise } });
  for (const { name } of questions)
    console.log(`${name.padEnd(12)} ${answers[name]?.value ?? '(no answer yet)'}`);
}
