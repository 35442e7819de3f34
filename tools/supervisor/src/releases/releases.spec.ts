import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import {
  applyReleases,
  desiredReplicas,
  markStopped,
  isDesired,
  clearStopped,
  release,
  releasesOf,
  versionOf,
  withdraw,
  withdrawAll,
  withdrawLast,
} from './releases.ts';

describe('the releases of a component', () => {
  let lab: Lab;
  beforeEach(() => (lab = openLab({ home: mkdtempSync(join(tmpdir(), 'releases-')) })));
  afterEach(() => rmSync(lab.home, { recursive: true }));
  const usual = { command: 'node', args: ['--max-old-space-size=512', 'main.js'], env: { A: '1', B: '1' } };

  it('change nothing when there are none', () => {
    expect(applyReleases(lab, 'cart', usual)).toEqual(usual);
  });

  it('change settings and flags, and later ones take precedence', () => {
    release(lab, 'cart', { id: 'x', env: { A: '2' }, flags: { '--max-old-space-size': '64' } });
    release(lab, 'cart', { id: 'y', env: { A: '3' } });
    expect(applyReleases(lab, 'cart', usual)).toEqual({
      command: 'node',
      args: ['--max-old-space-size=64', 'main.js'],
      env: { A: '3', B: '1' },
    });
    expect(applyReleases(lab, 'payment', usual)).toEqual(usual);
  });

  it('are rolled back from the last, or removed by name', () => {
    release(lab, 'cart', { id: 'x', env: { A: '2' } });
    release(lab, 'cart', { id: 'y', env: { A: '3' } });
    expect(withdrawLast(lab, 'cart')).toMatchObject({ id: 'y' });
    expect(applyReleases(lab, 'cart', usual).env).toEqual({ A: '2', B: '1' });
    expect(withdraw(lab, 'cart', 'x')).toBe(true);
    expect(withdraw(lab, 'cart', 'x')).toBe(false);
    expect(withdrawLast(lab, 'cart')).toBeUndefined();
    expect(applyReleases(lab, 'cart', usual)).toEqual(usual);
  });

  it('set the number of instances, and are removed like any other', () => {
    expect(isDesired(lab, 'payment-2')).toBe(false);
    release(lab, 'payment', { id: 'x', instances: 2 });
    release(lab, 'payment', { id: 'y', env: { A: '2' } });
    expect(desiredReplicas(lab, 'payment')).toBe(2);
    expect(isDesired(lab, 'payment-2')).toBe(true);
    expect(withdrawAll(lab)).toEqual(['payment']);
    expect(isDesired(lab, 'payment-2')).toBe(false);
    expect(isDesired(lab, 'payment')).toBe(true);
  });

  it('apply to all instances, or only to one of another version', () => {
    release(lab, 'payment', { id: 'x', env: { A: '2' } });
    release(lab, 'payment', { id: 'y', instance: 'payment-2', version: '9.9.9', env: { B: '2' } });
    expect(applyReleases(lab, 'payment', usual).env).toEqual({ A: '2', B: '1' });
    expect(applyReleases(lab, 'payment-2', usual).env).toEqual({ A: '2', B: '2' });
    expect(versionOf(lab, 'payment')).toBe(lab.version);
    expect(versionOf(lab, 'payment-2')).toBe('9.9.9');
  });

  it('record a held component, and are readable by the owner alone', () => {
    markStopped(lab, 'cart');
    expect(releasesOf(lab, 'cart').isHeld).toBe(true);
    clearStopped(lab, 'cart');
    expect(releasesOf(lab, 'cart').isHeld).toBe(false);
    expect(statSync(join(lab.data('releases'), 'releases.json')).mode & 0o777).toBe(0o600);
  });
});
