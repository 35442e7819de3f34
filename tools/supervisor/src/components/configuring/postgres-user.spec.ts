import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { asOwnUser, createOwnUser } from './postgres-user.ts';

it('PostgreSQL may run programs in a folder that is open to its owner alone, as another user than root', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'of root '));
  try {
    const program = join(folder, 'initdb');
    writeFileSync(program, '#!/bin/sh\n');
    chmodSync(program, 0o755);
    await createOwnUser(async (...command) => void (await execa(...command)));
    const check = `
      require('node:fs').accessSync(${JSON.stringify(program)}, 1);
      require('node:child_process').execFileSync(${JSON.stringify(program)});
      console.log(process.getuid() === 0 ? 'root' : 'another user');`;
    const { stdout } = await execa(...asOwnUser(process.execPath, ['-e', check]), { cwd: '/' });
    expect(stdout).toBe('another user');
  } finally {
    rmSync(folder, { recursive: true });
  }
});
