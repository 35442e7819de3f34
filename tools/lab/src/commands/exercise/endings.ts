import { printJson } from '@webstore/lab-core/output/json.ts';
import { type Act, type Finding, type NamedExercise, scoreOf, solverOf } from '@webstore/exercises';
import { exitCodes, Failure, messageOf } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { type Json } from './commands.ts';
import { tearDown } from './tear-down.ts';
import { areCustomersThere } from '../../customers/customers.ts';
import { debrief } from './debrief.ts';
import { describedFindings } from './grading/findings.ts';
import { gradeRound } from './grading/grade-round.ts';
import { addResult, type Result } from './learners.ts';
import { findExercise, valuesOf } from './find-exercise.ts';
import { resultOf, wrongTriesOf } from './grading/result-of.ts';
import { changeRound, mustBeInARound, type RoundFile } from './round-file.ts';
import { readSealed } from './incident/sealed-incident.ts';
import { signalsOf } from './grading/signals.ts';

export async function check(lab: Lab, { json }: Json): Promise<void> {
  const round = mustBeInARound(lab);
  const exercise = await findExercise(round.exercise);
  const now = new Date();
  const answers = valuesOf(round.answers);
  const findings = await gradeRound(lab, exercise, { startedAt: round.startedAt, answers, now });
  const wrong = aboutOf(findings.filter(({ ok }) => !ok));
  const right = aboutOf(findings).filter((about) => !wrong.includes(about));
  const hints = round.hints.length;
  const asked = exercise.questions.map(({ name }) => name);
  const wrongTries = wrongTriesOf(round, asked);
  const oneTry = { at: now, wrong, right };
  const tried: RoundFile = { ...round, tries: [...round.tries, oneTry] };
  const score = scoreOf({ findings, hints, wrongTries });
  const passed = wrong.length === 0;
  if (!passed) changeRound(lab, (before) => ({ ...before, tries: [...before.tries, oneTry] }));
  const customersThere = await areCustomersThere(lab);
  if (json) printJson({ exercise: exercise.id, passed, score, hints, wrongTries, findings });
  else {
    console.log(describedFindings(findings));
    if (!passed) {
      console.log(`\nNot yet: ${wrong.join(', ')}. Fix the answers and check again, or ask for a hint.`);
      if (!customersThere)
        console.log('The customers have gone; ./lab exercise reset and start bring others.');
    }
  }
  if (!passed) return void (process.exitCode = exitCodes.failed);
  const result: Result = { ...resultOf(tried, now, asked), outcome: 'passed', score };
  await endRound(lab, exercise, tried, result, json);
}

export async function giveUp(lab: Lab, { json }: Json): Promise<void> {
  const round = mustBeInARound(lab);
  const exercise = await findExercise(round.exercise);
  if (!json && !exercise.isIncident) await printSolution(lab, exercise, round);
  const names = exercise.questions.map(({ name }) => name);
  const result: Result = { ...resultOf(round, new Date(), names), outcome: 'given up', score: 0 };
  if (json) printJson({ exercise: exercise.id, passed: false, score: 0 });
  await endRound(lab, exercise, round, result, json);
}

/** Giving up shows the solution; the shop then stays unchanged. */
const refuseActions: Act = (...args) =>
  Promise.reject(new Failure(`it takes a deed, ./lab ${args.join(' ')}`));

async function printSolution(
  lab: Lab,
  { id, questions }: NamedExercise,
  { startedAt }: RoundFile,
): Promise<void> {
  const solve = await solverOf(id);
  try {
    const found = await solve({ ...signalsOf(lab), startedAt }, refuseActions);
    console.log('What can be found right now, from telemetry alone:');
    for (const { name } of questions) console.log(`  ${name.padEnd(12)} ${found[name] ?? ''}`);
  } catch (error) {
    console.log(`The reference solution cannot find it right now: ${messageOf(error)}.`);
  }
  console.log('');
}

async function endRound(
  lab: Lab,
  exercise: NamedExercise,
  round: RoundFile,
  result: Result,
  json: boolean | undefined,
): Promise<void> {
  const best = addResult(lab, round.learner, result);
  const secret = readSealed(lab);
  await tearDown(lab);
  if (json) return;
  const { outcome, score, endedAt, startedAt } = result;
  const took = duration(endedAt.getTime() - startedAt.getTime());
  const compared = best ? ` (your best was ${best.score})` : '';
  console.log(
    `\n${outcome === 'passed' ? 'Passed' : 'Given up'}: ${score} of 100 after ${took}${compared}.\n`,
  );
  console.log(debrief(lab, exercise, round, { at: endedAt, what: outcome }, secret));
}

const aboutOf = (findings: Finding[]) => [...new Set(findings.map(({ about }) => about))];
