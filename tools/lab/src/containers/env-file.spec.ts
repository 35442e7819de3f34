import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import { parseSettings } from '@webstore/lab-core/settings.ts';
import { makeSecrets } from './env-file.ts';

describe('the passwords of the lab in containers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (file: string) => parseEnv(readFileSync(file, 'utf8'));

  it('are created once, all different, as valid settings, readable by their owner alone', () => {
    const file = join(folder, 'new');
    expect(makeSecrets(file)).toEqual([...containerSecrets]);
    const made = read(file);
    expect(new Set(Object.values(made)).size).toBe(containerSecrets.length);
    expect(parseSettings(readFileSync(file, 'utf8'))).toMatchObject(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(makeSecrets(file)).toEqual([]);
    expect(read(file)).toEqual(made);
  });

  it('leave existing settings, and the last line of a file without a newline, intact', () => {
    const file = join(folder, 'mine');
    writeFileSync(file, 'POSTGRES_PASSWORD=a-password-of-mine\nLOG_LEVEL=debug', { mode: 0o644 });
    expect(makeSecrets(file)).not.toContain('POSTGRES_PASSWORD');
    expect(read(file)).toMatchObject({ POSTGRES_PASSWORD: 'a-password-of-mine', LOG_LEVEL: 'debug' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('replace the empty settings of .env.example', () => {
    const file = join(folder, 'copied');
    writeFileSync(file, readFileSync(new URL('../../../../.env.example', import.meta.url)));
    makeSecrets(file);
    const names = readFileSync(file, 'utf8').match(/^POSTGRES_PASSWORD=/gm);
    expect(names).toHaveLength(1);
    for (const name of containerSecrets) expect(read(file)[name]).toMatch(/^[\w-]{43}$/);
  });
});
