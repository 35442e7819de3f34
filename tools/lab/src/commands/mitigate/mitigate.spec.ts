import { mitigationActions } from '@webstore/faults';
import { describe, expect, it } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { actionWords } from './command.ts';
import { mitigate } from './mitigate.ts';

describe('what an on-call can do', () => {
  it('is what the catalogue of faults knows as mitigations, and nothing else', () => {
    expect(actionWords).toEqual(mitigationActions);
  });

  it('is done to a part with all its instances, not to one of them', () => {
    expect(() => mitigate(openLab(), 'restart', 'payment-2')).toThrow('one more instance of payment');
  });
});
