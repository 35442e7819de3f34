import { setTimeout as pause } from 'node:timers/promises';
import { control } from './running-lab.ts';

/** Records the restarts and failure reasons of each component since its creation. */
export class ComponentsWatch {
  readonly seen: Record<string, { restarts: number; failures: string[] }> = {};
  private readonly atFirst = new Map<string, number>();
  private isOver = false;
  private readonly looking = this.look();

  restarts(name: string): number {
    return this.seen[name]?.restarts ?? 0;
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.looking;
  }

  private async look(): Promise<void> {
    for (; !this.isOver; await pause(500)) {
      for (const { name, state, restarts = 0, reason = '' } of await control.states()) {
        if (!this.atFirst.has(name)) this.atFirst.set(name, restarts);
        const since = restarts - this.atFirst.get(name)!;
        if (since === 0 && state === 'ready') continue;
        const known = (this.seen[name] ??= { restarts: 0, failures: [] });
        known.restarts = since;
        if (state === 'failed' && !known.failures.includes(reason)) known.failures.push(reason);
      }
    }
  }
}
