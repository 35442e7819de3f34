import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { ComponentAction } from '@webstore/lab-core/host-api/components.ts';
import { readFaultState } from '../faults/index.ts';
import type { Handlers } from '../http/handlers.ts';
import { mustNotBeTheHost } from '../never-itself.ts';

/** A thaw in an exercise would show what was frozen. */
const onlyOutsideExercises: readonly ComponentAction[] = ['freeze', 'thaw'];

export const componentHandlers = (
  control: ComponentControl,
): Handlers<'listComponents' | 'actOnComponent'> => ({
  listComponents: async () => ({ components: await control.states() }),

  async actOnComponent({ params: { name }, body: { action } }) {
    mustNotBeTheHost(control.lab, name);
    if (onlyOutsideExercises.includes(action) && readFaultState(control.lab).sealed)
      throw new Failure(`${action} is not available during an exercise.`, exitCodes.usage);
    // A name that does not exist is refused before anything begins.
    await control.stateOf(name);
    return async () => {
      await control[action](name);
      return control.stateOf(name);
    };
  },
});
