import { mitigationActions } from '@webstore/faults';
import { describe, expect, it } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { actionWords } from './command.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';
import { mitigate } from './mitigate.ts';

describe('the mitigations of an on-call engineer', () => {
  it('are those of the fault catalogue, and no others', () => {
    expect(actionWords).toEqual(mitigationActions);
  });

  it('act on a component with all its instances, not on one of them', () => {
    expect(() => mitigate(nativeControl(openLab()), 'restart', 'payment-2')).toThrow(
      'one more instance of payment',
    );
  });
});
