import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { lockFile } from './file-lock.ts';

/** Processes start slowly on a busy machine. */
const PATIENCE = { timeout: 60_000 };

describe('the lock of a file', PATIENCE, () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'lock-'));
    file = join(folder, 'state.json');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  /** A process that holds the lock until it is killed. */
  async function holder() {
    const program = `
      import { lockFile } from './file-lock.ts';
      globalThis.release = lockFile(${JSON.stringify(file)});
      console.log('locked');
      setInterval(() => undefined, 1_000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      cwd: import.meta.dirname,
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    await once(child.stdout, 'data');
    return child;
  }

  it('can be acquired again after its release', () => {
    lockFile(file)();
    lockFile(file)();
  });

  it('is refused with a remedy while another process holds it, and free after that process was killed', async () => {
    const other = await holder();
    expect(() => lockFile(file, 1)).toThrow(/state\.json is being changed by another process, .* try again/);
    other.kill('SIGKILL');
    await once(other, 'exit');
    lockFile(file)();
  });
});
