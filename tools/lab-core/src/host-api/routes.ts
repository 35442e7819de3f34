import { z } from 'zod';
import { component, componentActions, componentName } from './components.ts';
import {
  answers,
  checked,
  exerciseDetails,
  exerciseList,
  givenUp,
  hint,
  learner,
  objectives,
  reset,
  result,
  round,
  startRequest,
} from './exercises.ts';
import { breakRequest, faultId, faultList, healed, started } from './faults.ts';
import { mitigated, mitigationRequest } from './mitigations.ts';
import { operation, operationParams, operationQuery } from './operation.ts';
import { route } from './route.ts';

/**
 * Every route of the host's API but `/health/live`. All need the token. The names are the ids of the operations in
 * the OpenAPI document.
 */
export const routes = {
  listComponents: route({
    method: 'GET',
    path: '/v1/components',
    summary: 'The state of every component',
    status: 200,
    response: z.object({ components: z.array(component) }),
  }),
  actOnComponent: route({
    method: 'POST',
    path: '/v1/components/:name/actions',
    summary: 'Stop, start, restart, kill, freeze or thaw a component',
    params: z.object({ name: componentName }),
    body: z.strictObject({ action: z.enum(componentActions) }),
    status: 202,
    response: operation,
    result: component,
  }),

  listFaults: route({
    method: 'GET',
    path: '/v1/faults',
    summary: 'The catalogue of faults, and which are active',
    command: 'break list',
    status: 200,
    response: faultList,
  }),
  breakFault: route({
    method: 'POST',
    path: '/v1/faults',
    summary: 'Start a fault',
    command: 'break <fault>',
    body: breakRequest,
    status: 202,
    response: operation,
    result: started,
  }),
  healFault: route({
    method: 'DELETE',
    path: '/v1/faults/:id',
    summary: 'End a fault; one that is not active stays so',
    command: 'heal <fault>',
    params: z.object({ id: faultId }),
    status: 202,
    response: operation,
    result: healed,
  }),
  healAll: route({
    method: 'DELETE',
    path: '/v1/faults',
    summary: 'End all faults and revert all mitigations',
    command: 'heal',
    status: 202,
    response: operation,
    result: healed,
  }),

  mitigate: route({
    method: 'POST',
    path: '/v1/mitigations',
    summary: 'Act on a component as an on-call engineer does',
    command: 'mitigate <action> <part>',
    body: mitigationRequest,
    status: 202,
    response: operation,
    result: mitigated,
  }),

  listExercises: route({
    method: 'GET',
    path: '/v1/exercises',
    summary: "Every exercise, with a learner's best score",
    command: 'exercise list',
    query: z.object({ learner: learner.optional() }),
    status: 200,
    response: exerciseList,
  }),
  showExercise: route({
    method: 'GET',
    path: '/v1/exercises/:id',
    summary: 'The story and the questions of an exercise, by its number or its name',
    params: z.object({ id: z.string().max(60) }),
    status: 200,
    response: exerciseDetails,
  }),
  listResults: route({
    method: 'GET',
    path: '/v1/learners/:learner/results',
    summary: 'All results of a learner, oldest first',
    params: z.object({ learner }),
    status: 200,
    response: z.object({ results: z.array(result) }),
  }),
  showRound: route({
    method: 'GET',
    path: '/v1/round',
    summary: 'The round that runs, or null',
    command: 'exercise watch',
    status: 200,
    response: z.object({ round: round.nullable() }),
  }),
  startRound: route({
    method: 'POST',
    path: '/v1/round',
    summary: 'Begin an exercise',
    command: 'exercise start <exercise>',
    body: startRequest,
    status: 201,
    response: round,
  }),
  answerRound: route({
    method: 'POST',
    path: '/v1/round/answers',
    summary: 'Store answers; nothing is checked',
    command: 'exercise answer <answers...>',
    body: z.strictObject({ answers }),
    status: 200,
    response: round,
  }),
  nextHint: route({
    method: 'POST',
    path: '/v1/round/hints',
    summary: 'Show the next hint, which costs points',
    command: 'exercise hint',
    status: 200,
    response: hint,
  }),
  listObjectives: route({
    method: 'GET',
    path: '/v1/objectives',
    summary: 'The share of failures of every objective now',
    command: 'exercise watch',
    status: 200,
    response: objectives,
  }),
  checkRound: route({
    method: 'POST',
    path: '/v1/round/checks',
    summary: 'Check the answers on the running lab; the round is over when all of them hold',
    command: 'exercise check',
    status: 202,
    response: operation,
    result: checked,
  }),
  giveUp: route({
    method: 'POST',
    path: '/v1/round/surrender',
    summary: 'Give up: end the round without points, and show what was to be found',
    command: 'exercise give-up',
    body: z.strictObject({ solution: z.boolean().default(true) }),
    status: 202,
    response: operation,
    result: givenUp,
  }),
  resetRound: route({
    method: 'DELETE',
    path: '/v1/round',
    summary: 'End the round without a result, and wait until every objective is met',
    command: 'exercise reset',
    status: 202,
    response: operation,
    result: reset,
  }),

  listOperations: route({
    method: 'GET',
    path: '/v1/operations',
    summary: 'The last operations, newest first, without their results',
    status: 200,
    response: z.object({ operations: z.array(operation.omit({ result: true, progress: true })) }),
  }),
  showOperation: route({
    method: 'GET',
    path: '/v1/operations/:id',
    summary: 'An operation: its state, progress, and result or problem',
    params: operationParams,
    query: operationQuery,
    status: 200,
    response: operation,
  }),
};

export type Routes = typeof routes;
export type RouteName = keyof Routes;
