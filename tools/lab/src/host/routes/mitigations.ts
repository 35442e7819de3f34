import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { mitigate } from '../../commands/mitigate/mitigate.ts';
import type { Handlers } from '../handlers.ts';

export const mitigationHandlers = (control: ComponentControl): Handlers<'mitigate'> => ({
  mitigate:
    ({ body: { action, component, settings } }) =>
    async () => ({ action, component, effect: await mitigate(control, action, component, settings) }),
});
