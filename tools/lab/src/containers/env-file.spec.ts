import {
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseEnv } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import { parseSettings } from '@webstore/lab-core/settings.ts';
import { makeSecrets } from './env-file.ts';

const root = resolve(import.meta.dirname, '../../../..');

describe('the passwords of the lab in containers', () => {
  const folder = mkdtempSync(join(tmpdir(), 'env-file-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const read = (file: string) => parseEnv(readFileSync(file, 'utf8'));
  const make = (envFile: string) => makeSecrets({ root, envFile });

  it('are created once, all different, as valid settings, readable by their owner alone', async () => {
    const file = join(folder, 'new');
    const all = containerSecrets.toSorted().join(', ');
    expect(await make(file)).toBe(`Made in ${file}: ${all}.`);
    const made = read(file);
    expect(new Set(Object.values(made)).size).toBe(containerSecrets.length);
    expect(parseSettings(readFileSync(file, 'utf8'))).toMatchObject(made);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(await make(file)).toBe(`${file} has all of them.`);
    expect(read(file)).toEqual(made);
  });

  it('leave existing settings, and the last line of a file without a newline, intact', async () => {
    const file = join(folder, 'mine');
    writeFileSync(file, 'POSTGRES_PASSWORD=a-password-of-mine\nLOG_LEVEL=debug', { mode: 0o644 });
    expect(await make(file)).not.toContain('POSTGRES_PASSWORD');
    expect(read(file)).toMatchObject({ POSTGRES_PASSWORD: 'a-password-of-mine', LOG_LEVEL: 'debug' });
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('replace the empty settings of .env.example', async () => {
    const file = join(folder, 'copied');
    writeFileSync(file, readFileSync(join(root, '.env.example')));
    await make(file);
    const names = readFileSync(file, 'utf8').match(/^POSTGRES_PASSWORD=/gm);
    expect(names).toHaveLength(1);
    for (const name of containerSecrets) expect(read(file)[name]).toMatch(/^[\w-]{43}$/);
  });

  it('are written through a symbolic link, which stays one', async () => {
    const target = join(folder, 'target');
    writeFileSync(target, 'LOG_LEVEL=debug\n');
    symlinkSync(target, join(folder, 'link'));
    await make(join(folder, 'link'));
    expect(read(target)).toMatchObject({
      LOG_LEVEL: 'debug',
      SESSION_KEY: expect.stringMatching(/^[\w-]{43}$/),
    });
    expect(readdirSync(folder).filter((name) => name.endsWith('.new'))).toEqual([]);
  });

  it('are made without npm by the command of the docs, in the image of the shop', () => {
    const chapter = readFileSync(join(root, 'docs/09-docker-and-deployment.md'), 'utf8');
    const [image] = /node:[\w.-]+/.exec(readFileSync(join(root, 'docker-compose.yml'), 'utf8'))!;
    expect(chapter).toContain(`${image} node /lab/infra/docker/make-env.mts /lab\n`);
    expect(readFileSync(join(root, 'infra/docker/make-env.mts'), 'utf8')).not.toMatch(/from '(?!node:)/);
  });

  it('name the reason when the file cannot be written', async () => {
    await expect(make(join(folder, 'missing/env'))).rejects.toThrow(
      /missing\/env cannot be written: .*ENOENT/s,
    );
  });
});
