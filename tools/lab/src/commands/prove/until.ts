import { setTimeout as pause } from 'node:timers/promises';
import { messageOf } from '@webstore/lab-core/failure.ts';

export type Outcome = { ok: boolean; tookMs: number; detail: string };

/**
 * Repeats a check until it holds, at most for `withinMs`. A failed check throws what is missing; a successful
 * one returns a short description of its evidence.
 */
export async function until(check: () => Promise<string>, withinMs: number): Promise<Outcome> {
  const began = performance.now();
  for (;;) {
    try {
      const detail = await check();
      return { ok: true, tookMs: performance.now() - began, detail };
    } catch (error) {
      const tookMs = performance.now() - began;
      if (tookMs > withinMs) return { ok: false, tookMs, detail: messageOf(error) };
      await pause(500);
    }
  }
}
