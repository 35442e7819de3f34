import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Proof } from '@webstore/lab/commands/prove/proof.ts';
import { ready, run, runJson } from '../support/labs/running-lab.ts';

const missingHops = (proof: Proof) => proof.hops.filter(({ ok }) => !ok).map(({ hop }) => hop);

describe('prove', () => {
  beforeAll(() => ready());
  afterAll(() => run('start', 'loki'));

  it('prints a row for each hop of a fresh order and exits with 0 when all hold', async () => {
    const { exitCode, stdout } = await run('prove');
    expect(exitCode, stdout).toBe(0);
    expect(stdout).toMatch(/order completed +ok/);
    expect(stdout).toMatch(/trace spans all four services +ok/);
    expect(stdout).toContain('All 14 hops hold.');
  });

  it('follows fifty orders at once, and prints JSON', async () => {
    const { exitCode, json: proof } = await runJson<Proof>('prove', '--json', '--orders', '50');
    expect(missingHops(proof)).toEqual([]);
    expect(exitCode).toBe(0);
    expect(new Set(proof.orders.map(({ traceId }) => traceId)).size).toBe(50);
  });

  it('exits with 1 and names the missing hops when Loki is stopped', async () => {
    await run('stop', 'loki');
    const { exitCode, json: proof } = await runJson<Proof>('prove', '--json');
    expect(exitCode).toBe(1);
    expect(missingHops(proof)).toEqual([
      'log of catalog',
      'log of cart',
      'log of checkout',
      'log of payment',
      "baggage on payment's spans and log lines",
    ]);
    const log = proof.hops.find(({ hop }) => hop === 'log of payment')!;
    expect(log.detail).toContain('loki: cannot be reached');
    expect(log.lookAt).toContain('./lab status');
  });

  it('holds again once Loki is back', async () => {
    await run('start', 'loki');
    const { exitCode, stdout } = await run('prove');
    expect(exitCode, stdout).toBe(0);
  });
});
