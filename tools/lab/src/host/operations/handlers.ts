import type { Handlers } from '../http/handlers.ts';
import type { Operations } from './operations.ts';
import { Refused } from '../http/problems.ts';

export const operationHandlers = (operations: Operations): Handlers<'listOperations' | 'showOperation'> => ({
  listOperations: () => ({ operations: operations.list() }),

  async showOperation({ params: { id }, query: { waitMs, after } }, signal) {
    const operation = operations.get(id);
    if (!operation)
      throw new Refused(
        'not_found',
        'There is no such operation. If the host was restarted meanwhile, ./lab status and ./lab break list show what holds.',
      );
    if (waitMs > 0)
      await operations.change(operation, after, AbortSignal.any([signal, AbortSignal.timeout(waitMs)]));
    return operation;
  },
});
