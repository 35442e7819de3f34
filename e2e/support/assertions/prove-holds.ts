import { eventually } from '@webstore/testing';
import { expect } from 'vitest';
import { run } from '../labs/running-lab.ts';

/**
 * Every hop of a fresh order is visible in every store, as soon as the backlog of an outage has been
 * processed.
 */
export const proveHolds = () =>
  eventually(
    async () => {
      const { exitCode, all } = await run('prove');
      expect(exitCode, all).toBe(0);
    },
    { timeoutMs: 300_000 },
  );
