import { type Finding, scoreOf } from '@webstore/exercises';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { areCustomersThere } from '../../customers/customers.ts';
import { endWithResult } from './end-with-result.ts';
import { findExercise, valuesOf } from './find-exercise.ts';
import { gradeRound } from './grading/grade-round.ts';
import { resultOf, wrongTriesOf } from './grading/result-of.ts';
import { changeRound, mustBeInARound, type RoundFile } from './round-file.ts';

/** Checks the answers on the running lab; when all of them hold, the round is over. */
export async function check(control: ComponentControl) {
  const { lab } = control;
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
  const score = scoreOf({ findings, hints, wrongTries });
  const passed = wrong.length === 0;
  if (!passed) changeRound(lab, (before) => ({ ...before, tries: [...before.tries, oneTry] }));
  const found = {
    exercise: exercise.id,
    passed,
    score,
    hints,
    wrongTries,
    findings,
    wrong,
    customersThere: await areCustomersThere(lab),
  };
  if (!passed) return { ...found, debrief: null };
  const tried: RoundFile = { ...round, tries: [...round.tries, oneTry] };
  const result = { ...resultOf(tried, now, asked), outcome: 'passed', score } as const;
  return { ...found, debrief: await endWithResult(control, exercise, tried, result) };
}

const aboutOf = (findings: Finding[]) => [...new Set(findings.map(({ about }) => about))];
