import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { resolveFault } from '@webstore/faults';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { applyReleases, release, versionOf, withdrawLast } from '@webstore/supervisor/releases/releases.ts';
import { mechanismOf } from './index.ts';

vi.mock('@webstore/supervisor/component-control.ts');

describe('a canary', () => {
  const sut = mechanismOf('bad-canary');
  const occurrence = { fault: resolveFault('bad-canary', { timeoutMs: 30 }), key: 'a-key' };
  const usual = { command: 'node', args: [], env: { ACQUIRER_TIMEOUT_MS: '5000' } };
  let lab: Lab;
  beforeEach(async () => {
    lab = openLab({ home: mkdtempSync(join(tmpdir(), 'canary-')) });
    await sut.begin(lab, occurrence);
  });
  afterEach(() => rmSync(lab.home, { recursive: true }));

  it('runs another version with other settings than the first instance', () => {
    expect(applyReleases(lab, 'payment-2', usual).env).toEqual({ ACQUIRER_TIMEOUT_MS: '30' });
    expect(applyReleases(lab, 'payment', usual)).toEqual(usual);
    expect(versionOf(lab, 'payment')).toBe(lab.version);
    expect(versionOf(lab, 'payment-2')).not.toBe(lab.version);
  });

  it('ends when payment is scaled back to one, rolled back, or healed', async () => {
    expect(await sut.holds(lab, occurrence)).toBe(true);
    release(lab, 'payment', { id: 'x', instances: 1 });
    expect(await sut.holds(lab, occurrence)).toBe(false);
    withdrawLast(lab, 'payment');
    expect(await sut.holds(lab, occurrence)).toBe(true);
    withdrawLast(lab, 'payment');
    expect(await sut.holds(lab, occurrence)).toBe(false);
    await sut.end(lab, occurrence);
    expect(await sut.holds(lab, occurrence)).toBe(false);
  });
});
