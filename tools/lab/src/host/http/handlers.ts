import type { Given, OperationRoute, ResponseOf, ResultOf } from '@webstore/lab-core/host-api/route.ts';
import type { RouteName, Routes } from '@webstore/lab-core/host-api/routes.ts';
import type { Work } from '../operations/operations.ts';

/** Of a route that starts an operation, it checks the request and returns the work; of another one, the response. */
export type Handler<N extends RouteName> = (
  given: Given<Routes[N]>,
  signal: AbortSignal,
) => Routes[N] extends OperationRoute
  ? Work<ResultOf<Routes[N]>> | Promise<Work<ResultOf<Routes[N]>>>
  : ResponseOf<Routes[N]> | Promise<ResponseOf<Routes[N]>>;

export type Handlers<N extends RouteName = RouteName> = { [Name in N]: Handler<Name> };
