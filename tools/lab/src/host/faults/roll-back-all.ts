import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';

/** Reverts the changes of mitigations to components; returns those components, ready again. */
export async function rollBackAll(control: ComponentControl): Promise<string[]> {
  control.flags.change(() => ({}));
  return control.rollBackAll();
}
