import { allExercises, indicators } from '@webstore/exercises';
import { metricsOf } from '@webstore/lab-core/clients/telemetry-backends.ts';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import type { ShownRound } from '@webstore/lab-core/host-api/exercises.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { Handlers } from '../http/handlers.ts';
import { mustBeLocal } from '../only-local.ts';
import type { Operations } from '../operations/operations.ts';
import { answer, nextHint } from './answer.ts';
import { check } from './check.ts';
import { areCustomersThere } from '../../customers/customers.ts';
import { findExercise } from './find-exercise.ts';
import { giveUp } from './give-up.ts';
import { commitmentTo, readSealed } from './incident/sealed-incident.ts';
import { bestOf, resultsOf, shownResult } from './learners.ts';
import { reset } from './reset.ts';
import { currentRound, mustBeInARound, type RoundFile } from './round-file.ts';
import { start } from './start.ts';

export function exerciseHandlers(
  control: ComponentControl,
  operations: Operations,
): Handlers<
  | 'listExercises'
  | 'showExercise'
  | 'listResults'
  | 'showRound'
  | 'startRound'
  | 'answerRound'
  | 'nextHint'
  | 'listObjectives'
  | 'checkRound'
  | 'giveUp'
  | 'resetRound'
> {
  const { lab } = control;
  return {
    async listExercises({ query: { learner } }) {
      const results = learner === undefined ? [] : resultsOf(lab, learner);
      const running = currentRound(lab)?.exercise;
      const all = await allExercises();
      return {
        exercises: all.map(({ id, title, goal, time, skills }) => {
          const best = bestOf(results, id)?.score ?? null;
          return { id, title, goal, time, skills, running: id === running, best };
        }),
      };
    },

    async showExercise({ params: { id } }) {
      const { hints, isIncident = false, ...rest } = await findExercise(id);
      return { ...rest, isIncident, hints: hints.length };
    },

    listResults: ({ params: { learner } }) => ({ results: resultsOf(lab, learner).map(shownResult) }),

    async showRound() {
      const round = currentRound(lab);
      return { round: round ? await shown(lab, round) : null };
    },

    startRound({ body: { exercise, learner, level, seed } }) {
      mustBeLocal(lab);
      return operations.alone('startRound', async () => {
        await start(lab, learner, exercise, { level, ...(seed !== undefined && { seed }) });
        return shown(lab, mustBeInARound(lab));
      });
    },

    async answerRound({ body }) {
      await answer(lab, body.answers);
      return shown(lab, mustBeInARound(lab));
    },

    nextHint: () => nextHint(lab),

    listObjectives: async () => ({ objectives: await indicators(metricsOf(lab)) }),

    checkRound() {
      mustBeInARound(lab);
      return () => check(control);
    },

    giveUp({ body }) {
      mustBeInARound(lab);
      return () => giveUp(control, body);
    },

    resetRound: () => (progress) => reset(control, progress),
  };
}

async function shown(
  lab: Lab,
  { exercise, learner, startedAt, hints, answers, tries }: RoundFile,
): Promise<ShownRound> {
  const sealed = readSealed(lab);
  return {
    exercise,
    learner,
    startedAt: startedAt.toISOString(),
    hints: hints.map((at) => at.toISOString()),
    answers: Object.fromEntries(
      Object.entries(answers).map(([name, { value, at }]) => [name, { value, at: at.toISOString() }]),
    ),
    tries: tries.map(({ at, wrong, right }) => ({ at: at.toISOString(), wrong, right })),
    commitment: sealed ? commitmentTo(sealed) : null,
    customersThere: await areCustomersThere(lab),
  };
}
