import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveFault } from '@webstore/faults';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { controlOfInstances } from '@webstore/lab-core/component-control/control-of-instances.ts';
import { RecordedInstances } from '@webstore/lab-core/component-control/recorded-instances.fixture.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { applyRollouts, versionOf } from '@webstore/lab-core/rollouts/rollouts.ts';
import { mechanismOf } from './index.ts';

describe('a canary', () => {
  const sut = mechanismOf('bad-canary');
  const occurrence = { fault: resolveFault('bad-canary', { timeoutMs: 30 }), key: 'a-key' };
  const usual = { command: 'node', args: [], env: { ACQUIRER_TIMEOUT_MS: '5000' } };
  let lab: Lab;
  let control: ComponentControl;
  beforeEach(async () => {
    lab = openLab({ home: mkdtempSync(join(tmpdir(), 'canary-')) });
    control = controlOfInstances(lab, new RecordedInstances('payment'));
    await sut.begin(control, occurrence);
  });
  afterEach(() => rmSync(lab.home, { recursive: true }));

  it('runs another version with other settings than the first instance', () => {
    expect(applyRollouts(lab, 'payment-2', usual).env).toEqual({ ACQUIRER_TIMEOUT_MS: '30' });
    expect(applyRollouts(lab, 'payment', usual)).toEqual(usual);
    expect(versionOf(lab, 'payment')).toBe(lab.version);
    expect(versionOf(lab, 'payment-2')).not.toBe(lab.version);
  });

  it('ends when payment is scaled back to one, rolled back, or healed', async () => {
    expect(await sut.holds(control, occurrence)).toBe(true);
    await control.scale('payment', 1);
    expect(await sut.holds(control, occurrence)).toBe(false);
    await control.rollBack('payment');
    expect(await sut.holds(control, occurrence)).toBe(true);
    await control.rollBack('payment');
    expect(await sut.holds(control, occurrence)).toBe(false);
    await sut.end(control, occurrence);
    expect(await sut.holds(control, occurrence)).toBe(false);
  });
});
