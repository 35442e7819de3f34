import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { loadSecrets } from './secrets.ts';

describe('the secrets of a lab', () => {
  const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  it('are created once, all different, and readable by their owner alone', () => {
    const file = join(folder, 'new/secrets.json');
    const secrets = loadSecrets(file);
    expect(loadSecrets(file)).toEqual(secrets);
    expect(new Set(Object.values(secrets)).size).toBe(Object.keys(secrets).length);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('gain a missing one in an older lab, and keep the others', () => {
    const file = join(folder, 'old.json');
    const old = { postgres: 'p1', catalog: 'p2', checkout: 'p3', payment: 'p4' };
    writeFileSync(file, JSON.stringify(old));
    expect(loadSecrets(file)).toEqual({
      ...old,
      monitor: expect.stringMatching(/^[\w-]{43}$/),
      pager: expect.stringMatching(/^[\w-]{43}$/),
      host: expect.stringMatching(/^[\w-]{43}$/),
      sessions: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(loadSecrets(file));
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('are the same for all commands that complete those of an older lab at once', async () => {
    const file = join(folder, 'older.json');
    writeFileSync(file, JSON.stringify({ postgres: 'p1' }));
    const program = `import { loadSecrets } from ${JSON.stringify(join(import.meta.dirname, 'secrets.ts'))};
      console.log(JSON.stringify(loadSecrets(${JSON.stringify(file)})));`;
    const loads = Array.from({ length: 6 }, () =>
      promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program]),
    );
    const found = (await Promise.all(loads)).map(({ stdout }) => JSON.parse(stdout) as object);
    expect(found).toEqual(found.map(() => loadSecrets(file)));
  });
});
