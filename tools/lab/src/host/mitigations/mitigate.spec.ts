import { mitigationActions } from '@webstore/faults';
import { describe, expect, it } from 'vitest';
import { mitigationActions as actionsOfTheHost } from '@webstore/lab-core/host-api/mitigations.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';
import { mitigate } from './mitigate.ts';

describe('the mitigations of an on-call engineer', () => {
  const control = nativeControl(openLab());

  it('are those of the fault catalogue, and no others', () => {
    expect(actionsOfTheHost).toEqual(mitigationActions);
  });

  it('act on a component with all its instances, not on one of them', async () => {
    await expect(mitigate(control, 'restart', 'payment-2')).rejects.toThrow('one more instance of payment');
  });

  it('have no settings that their action does not read', async () => {
    await expect(mitigate(control, 'restart', 'payment', { bank: 'standby' })).rejects.toThrow(
      'restart takes no settings',
    );
  });

  it('do not act on the host, which carries them out', async () => {
    await expect(mitigate(control, 'restart', 'host')).rejects.toThrow('./lab stop host, start, restart');
    const inContainers = { ...control, lab: { ...control.lab, inContainers: true } };
    await expect(mitigate(inContainers, 'restart', 'host')).rejects.toThrow('./lab up --docker starts it');
  });
});
