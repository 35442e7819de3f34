import { printJson } from '@webstore/lab-core/output/json.ts';
import { allExercises, type NamedExercise } from '@webstore/exercises';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { table } from '@webstore/lab-core/output/table.ts';
import { readFaultState, seal } from '../break/index.ts';
import { sendCustomers } from '../../customers/customers.ts';
import { type Drawn, drawIncident, startKeeper } from './incident/incident.ts';
import { bestOf, resultsOf } from './learners.ts';
import { findExercise, valuesOf } from './find-exercise.ts';
import {
  beginRound,
  changeRound,
  currentRound,
  endRound,
  mustBeInARound,
  type RoundFile,
} from './round-file.ts';
import { removeSealed } from './incident/sealed-incident.ts';

export interface Json {
  json?: boolean;
}

export async function list(lab: Lab, learner: string, { json }: Json): Promise<void> {
  const results = resultsOf(lab, learner);
  const running = currentRound(lab)?.exercise;
  const all = (await allExercises()).map(({ id, title, goal, time, skills }) => {
    const best = bestOf(results, id);
    return { id, title, goal, time, skills, running: id === running, best: best?.score ?? null };
  });
  if (json) return printJson(all);
  const rows = all.map(({ id, title, time, running, best }) => [
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
  name: string,
  { json, ...drawn }: Json & Drawn,
): Promise<void> {
  const exercise = await findExercise(name);
  const round = { exercise: exercise.id, learner, startedAt: new Date(), hints: [], answers: {}, tries: [] };
  beginRound(lab, round);
  const commitment = await begin(lab, exercise, drawn);
  if (json) return printJson({ ...round, commitment });
  console.log(
    [
      `${exercise.title} (${exercise.time})`,
      '',
      exercise.story,
      '',
      'Questions',
      ...exercise.questions.flatMap(({ name, ask, looksLike }) => [
        `  ${ask}`,
        `    ./lab exercise answer ${name}=…   ${looksLike}`,
      ]),
      '',
      ...(commitment ? [`What will happen is settled, and opened at the end: sha256 ${commitment}`, ''] : []),
      './lab exercise check looks whether it is right, ./lab exercise hint helps, ./lab exercise watch shows the objectives.',
    ].join('\n'),
  );
}

export async function hint(lab: Lab, { json }: Json): Promise<void> {
  const round = mustBeInARound(lab);
  const { hints } = await findExercise(round.exercise);
  const tier = Math.min(round.hints.length, hints.length - 1);
  const isNew = round.hints.length < hints.length;
  if (isNew) changeRound(lab, (before) => ({ ...before, hints: [...before.hints, new Date()] }));
  if (json) return printJson({ tier: tier + 1, of: hints.length, hint: hints[tier] });
  console.log(`Hint ${tier + 1} of ${hints.length}: ${hints[tier]}`);
  if (!isNew) console.log('That was the last one already; it costs nothing to read it again.');
}

export async function answer(lab: Lab, given: string[], { json }: Json): Promise<void> {
  const round = mustBeInARound(lab);
  const { questions } = await findExercise(round.exercise);
  const at = new Date();
  const added: RoundFile['answers'] = {};
  for (const pair of given) {
    const [, name = '', value = ''] = /^([\w-]+)=(.*)$/s.exec(pair) ?? [];
    if (!questions.some((question) => question.name === name) || value.trim() === '') {
      const names = questions.map((question) => `${question.name}=…`).join(' ');
      throw new Failure(`"${pair}" answers nothing that is asked: ${names}.`, exitCodes.usage);
    }
    added[name] = { value: value.trim(), at };
  }
  changeRound(lab, (before) => ({ ...before, answers: { ...before.answers, ...added } }));
  const { answers } = mustBeInARound(lab);
  if (json) return printJson(valuesOf(answers));
  for (const { name } of questions)
    console.log(`${name.padEnd(12)} ${answers[name]?.value ?? '(no answer yet)'}`);
}

/**
 * The steps after the round is recorded; a failure removes the record. @returns the commitment to the
 * incident, if it is one
 */
async function begin(
  lab: Lab,
  { isIncident, customers }: NamedExercise,
  drawn: Drawn,
): Promise<string | undefined> {
  try {
    mustNotBeBroken(lab);
    // Left by a failed start.
    removeSealed(lab);
    const commitment = isIncident ? drawIncident(lab, drawn) : undefined;
    await sendCustomers(lab, customers);
    seal(lab);
    if (commitment) startKeeper(lab);
    return commitment;
  } catch (error) {
    endRound(lab);
    throw error;
  }
}

/** A fault that was started by hand would be detected as well. */
function mustNotBeBroken(lab: Lab): void {
  const { active } = readFaultState(lab);
  if (active.length > 0)
    throw new Failure(`${active.map(({ id }) => id).join(', ')} is on: ./lab heal first.`);
}
