import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { openLab } from '../lab.ts';
import { endScript } from './end-process.ts';
import { readPidFile } from './pid-file.ts';
import { readStat } from './process-identity.ts';
import { processTree } from './process-tree.ts';
import { startBackground } from './start-background.ts';

describe('a background process', () => {
  const lab = openLab({ home: mkdtempSync(join(tmpdir(), 'background-')) });
  afterAll(() => rmSync(lab.home, { recursive: true }));

  it('is no child of its caller, has its environment and its log, and is found by its pid file', async () => {
    const program = 'console.log(process.env.WORD); setInterval(() => undefined, 1000)';
    startBackground(lab, 'one', {
      command: process.execPath,
      args: ['-e', program],
      env: { ...process.env, WORD: "it's here" },
    });
    const identity = readPidFile(lab, 'one')!;
    expect(readStat(identity.pid)?.parent).not.toBe(process.pid);
    expect(processTree(process.pid)).not.toContain(identity.pid);
    await expect.poll(() => readFileSync(lab.log('one'), 'utf8')).toBe("it's here\n");
    await endScript(identity, 2_000);
    expect(readPidFile(lab, 'one')).toBeUndefined();
  });
});
