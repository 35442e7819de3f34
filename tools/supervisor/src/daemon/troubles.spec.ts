import { describe, expect, it } from 'vitest';
import { Troubles } from './troubles.ts';

const full = Object.assign(new Error('ENOSPC: no space left on device, write'), {
  code: 'ENOSPC',
  syscall: 'write',
});

describe('failures of the supervisor', () => {
  it('are logged once, counted, and logged again on recovery', async () => {
    const lines: string[] = [];
    const troubles = new Troubles((line) => lines.push(line));
    let isFull = true;
    const rotate = () => {
      if (isFull) throw full;
      return 'rotated';
    };
    for (let i = 0; i < 5; i++) expect(troubles.guard('to rotate', rotate)).toBeUndefined();
    expect(
      await troubles.guardAsync('to end redis', () => Promise.reject(new Error('it hangs'))),
    ).toBeUndefined();
    expect(troubles.list()).toMatchObject([
      { what: 'to rotate', reason: 'no space is left on its disk (ENOSPC)', count: 5, isOver: false },
      { what: 'to end redis', reason: 'it hangs', count: 1 },
    ]);
    isFull = false;
    expect(troubles.guard('to rotate', rotate)).toBe('rotated');
    expect(troubles.list()).toMatchObject([{ isOver: true }, {}]);
    expect(lines.map((line) => line.replace(/^\S+ /, '').trim())).toEqual([
      'to rotate failed: no space is left on its disk (ENOSPC)',
      'to end redis failed: it hangs',
      'to rotate works again after 5 failures.',
    ]);
  });

  it('are counted even if its own log cannot be written, and their list is bounded', () => {
    const troubles = new Troubles(() => {
      throw full;
    });
    for (let i = 0; i < 1_000; i++) troubles.note(`to do ${i}`, full);
    expect(troubles.linesLost).toBe(1_000);
    expect(troubles.list()).toHaveLength(100);
    expect(troubles.list().at(-1)).toMatchObject({ what: 'to do 999' });
  });
});
