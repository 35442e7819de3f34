import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { mitigate } from './mitigate.ts';
import type { Handlers } from '../http/handlers.ts';

export const mitigationHandlers = (control: ComponentControl): Handlers<'mitigate'> => ({
  mitigate:
    ({ body: { action, component, settings } }) =>
    async () => ({ action, component, effect: await mitigate(control, action, component, settings) }),
});
