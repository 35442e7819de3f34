import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, openLab } from '../lab.ts';
import {
  addRollout,
  applyRollouts,
  clearHeld,
  componentsWithRollouts,
  desiredInstances,
  heldComponents,
  isDesired,
  isHeld,
  markHeld,
  removeAllRollouts,
  removeRollout,
  rolloutsOf,
  versionOf,
} from './rollouts.ts';

describe('the rollouts of a component', () => {
  let lab: Lab;
  beforeEach(() => (lab = openLab({ home: mkdtempSync(join(tmpdir(), 'rollouts-')) })));
  afterEach(() => rmSync(lab.home, { recursive: true }));
  const usual = { command: 'node', args: ['--max-old-space-size=512', 'main.js'], env: { A: '1', B: '1' } };

  it('change nothing when there are none', () => {
    expect(applyRollouts(lab, 'cart', usual)).toEqual(usual);
  });

  it('change settings and flags, and later ones take precedence', () => {
    addRollout(lab, 'cart', { id: 'x', env: { A: '2' }, flags: { '--max-old-space-size': '64' } });
    addRollout(lab, 'cart', { id: 'y', env: { A: '3' } });
    expect(applyRollouts(lab, 'cart', usual)).toEqual({
      command: 'node',
      args: ['--max-old-space-size=64', 'main.js'],
      env: { A: '3', B: '1' },
    });
    expect(applyRollouts(lab, 'payment', usual)).toEqual(usual);
  });

  it('are removed from the last, or by id', () => {
    addRollout(lab, 'cart', { id: 'x', env: { A: '2' } });
    addRollout(lab, 'cart', { id: 'y', env: { A: '3' } });
    expect(removeRollout(lab, 'cart')).toMatchObject({ id: 'y' });
    expect(applyRollouts(lab, 'cart', usual).env).toEqual({ A: '2', B: '1' });
    expect(removeRollout(lab, 'cart', 'x')).toMatchObject({ id: 'x' });
    expect(removeRollout(lab, 'cart', 'x')).toBeUndefined();
    expect(removeRollout(lab, 'cart')).toBeUndefined();
    expect(applyRollouts(lab, 'cart', usual)).toEqual(usual);
  });

  it('set the number of instances, and are removed like any other', () => {
    expect(isDesired(lab, 'payment-2')).toBe(false);
    addRollout(lab, 'payment', { id: 'x', instances: 2 });
    addRollout(lab, 'payment', { id: 'y', env: { A: '2' } });
    expect(desiredInstances(rolloutsOf(lab, 'payment'))).toBe(2);
    expect(isDesired(lab, 'payment-2')).toBe(true);
    expect(componentsWithRollouts(lab)).toEqual(['payment']);
    removeAllRollouts(lab, 'payment');
    expect(componentsWithRollouts(lab)).toEqual([]);
    expect(isDesired(lab, 'payment-2')).toBe(false);
    expect(isDesired(lab, 'payment')).toBe(true);
  });

  it('apply to all instances, or only to one of another version', () => {
    addRollout(lab, 'payment', { id: 'x', env: { A: '2' } });
    addRollout(lab, 'payment', { id: 'y', instance: 'payment-2', version: '9.9.9', env: { B: '2' } });
    expect(applyRollouts(lab, 'payment', usual).env).toEqual({ A: '2', B: '1' });
    expect(applyRollouts(lab, 'payment-2', usual).env).toEqual({ A: '2', B: '2' });
    expect(versionOf(lab, 'payment')).toBe(lab.version);
    expect(versionOf(lab, 'payment-2')).toBe('9.9.9');
  });

  it('record a held component, and are readable by the owner alone', () => {
    markHeld(lab, 'cart');
    expect(isHeld(lab, 'cart')).toBe(true);
    expect(heldComponents(lab)).toEqual(['cart']);
    clearHeld(lab, 'cart');
    expect(isHeld(lab, 'cart')).toBe(false);
    expect(statSync(join(lab.data('releases'), 'releases.json')).mode & 0o777).toBe(0o600);
  });
});
