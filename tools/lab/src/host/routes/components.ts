import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import type { Handlers } from '../handlers.ts';

export const componentHandlers = (control: ComponentControl): Handlers<'listComponents'> => ({
  listComponents: async () => ({ components: await control.states() }),
});
