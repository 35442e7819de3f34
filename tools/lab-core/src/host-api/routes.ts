import { z } from 'zod';
import { component, componentActions, componentName } from './components.ts';
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
    command: 'status',
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
