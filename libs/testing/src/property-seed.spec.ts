import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';

const values = () => fc.sample(fc.string(), 20);

describe('the seed of properties', () => {
  const configured = fc.readConfigureGlobal();
  beforeEach(() => void vi.resetModules());
  afterEach(() => {
    vi.unstubAllEnvs();
    fc.configureGlobal(configured);
  });

  it('is set in every spec, so that a property tests the same values each time', () => {
    expect(configured.seed).toBe(Number(process.env['FC_SEED'] || 17));
    expect(values()).toEqual(values());
  });

  it('is 17, or FC_SEED if it is set', async () => {
    vi.stubEnv('FC_SEED', '');
    await import('./property-seed.js');
    expect(fc.readConfigureGlobal().seed).toBe(17);
    vi.resetModules();
    vi.stubEnv('FC_SEED', '-42');
    await import('./property-seed.js');
    expect(fc.readConfigureGlobal().seed).toBe(-42);
  });

  it.each(['many', '1.5', '1e400'])('refuses %s as FC_SEED', async (text) => {
    vi.stubEnv('FC_SEED', text);
    await expect(import('./property-seed.js')).rejects.toThrow('FC_SEED is');
  });
});
