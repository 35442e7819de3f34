import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { exitCodes, Failure } from '../failure.ts';
import { jsonState } from './json-state.ts';

const schema = z.object({ name: z.string(), numbers: z.array(z.number()) });
const empty = { name: '', numbers: [] };
const value = { name: 'Zoë', numbers: [1, 2, 3] };
const parent = mkdtempSync(join(tmpdir(), 'state-'));
afterAll(() => rmSync(parent, { recursive: true }));

/** Each write waits for the disk, and other users of this machine may keep that busy. */
const PATIENCE = { timeout: 60_000 };

describe('a state file', PATIENCE, () => {
  let folder: string;
  let file: string;
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const ignored = () => jsonState(file, schema, empty, { ignored: 'nothing is named' });
  const needed = () => jsonState(file, schema, empty, { repair: 'put a copy in its place.' });
  const refusalOf = (act: () => unknown): Failure => {
    try {
      act();
    } catch (error) {
      expect(error).toBeInstanceOf(Failure);
      return error as Failure;
    }
    throw new Error('It was not refused.');
  };

  beforeEach(() => {
    folder = mkdtempSync(join(parent, 'x-'));
    file = join(folder, 'state.json');
    said.mockClear();
  });
  afterEach(() => vi.clearAllMocks());

  it('returns its empty value while it is missing, and then the written value', () => {
    const state = jsonState(join(folder, 'new/state.json'), schema, empty, { repair: 'none' });
    expect(state.read()).toEqual(empty);
    state.read().numbers.push(1);
    expect(state.read()).toEqual(empty);
    state.write(value);
    expect(state.read()).toEqual(value);
    state.change(({ numbers, ...rest }) => ({ ...rest, numbers: [...numbers, 4] }));
    expect(state.read().numbers).toEqual([1, 2, 3, 4]);
    expect(readdirSync(join(folder, 'new'))).toEqual(['state.json', 'state.json.lock']);
    state.remove();
    expect(state.inspect()).toEqual({ condition: 'absent' });
  });

  it('cut at any byte is either complete or refused', () => {
    needed().write(value);
    const whole = readFileSync(file);
    for (let length = 0; length < whole.length - 1; length++) {
      writeFileSync(file, whole.subarray(0, length));
      const { message, exitCode } = refusalOf(() => needed().read());
      expect(message).toContain(file);
      expect(message).toContain('put a copy in its place.');
      expect(message).not.toContain('\n');
      expect(exitCode).toBe(exitCodes.usage);
      expect(ignored().read()).toEqual(empty);
    }
    expect(said, 'once for each file, not for each look').toHaveBeenCalledTimes(1);
    expect(said).toHaveBeenCalledWith(expect.stringMatching(/ is ignored: nothing is named\.$/));
  });

  it('classifies any text as sound, empty or broken', () => {
    const text = fc.oneof(
      fc.string(),
      fc.json(),
      fc.constantFrom('', ' \n', '\0\0', 'null', '{}', '[]', '\uFEFF{}'),
    );
    fc.assert(
      fc.property(text, (content) => {
        writeFileSync(file, content);
        const reading = needed().inspect();
        if (reading.condition !== 'sound') expect(reading).toHaveProperty('problem', expect.any(String));
        else expect(schema.parse(JSON.parse(content))).toEqual(reading.value);
      }),
    );
  });

  it.each([
    ['nothing', '', 'is empty'],
    ['blanks', ' \n', 'is empty'],
    ['zeros, as a power cut leaves them', '\0'.repeat(64), 'is cut or is not JSON'],
    ['another type', '[]', 'has the wrong content'],
    ['a field of another type', '{"name":1,"numbers":[]}', 'name: '],
    ['null', 'null', 'has the wrong content'],
  ])('reports the problem of %s', (_what, content, problem) => {
    writeFileSync(file, content);
    expect(refusalOf(() => needed().read()).message).toContain(problem);
  });

  it('refuses a folder, a pipe or a loop of links at its path without blocking', () => {
    mkdirSync(file);
    expect(refusalOf(() => ignored().read()).message).toContain('is a folder');
    expect(refusalOf(() => ignored().write(value)).message).toContain('cannot be written');
    rmSync(file, { recursive: true });
    execFileSync('mkfifo', [file]);
    expect(refusalOf(() => ignored().read()).message).toContain('is not a file');
    rmSync(file);
    symlinkSync(file, file);
    expect(ignored().inspect()).toMatchObject({ condition: 'unreadable' });
  });

  it('distinguishes an unreadable file from a missing one', () => {
    needed().write(value);
    execFileSync('chmod', ['755', parent, folder]);
    const program = `
      import { z } from 'zod';
      import { jsonState } from './json-state.ts';
      console.log(jsonState(${JSON.stringify(file)}, z.any(), {}, { ignored: 'x' }).inspect().problem);`;
    const asUnprivilegedUser = ['--reuid', '65534', '--regid', '65534', '--clear-groups', '--'];
    const node = [process.execPath, '--input-type=module', '-e', program];
    const printed = execFileSync('setpriv', [...asUnprivilegedUser, ...node], {
      encoding: 'utf8',
      cwd: import.meta.dirname,
    });
    expect(printed).toBe('cannot be read: this user has no permission (EACCES)\n');
  });

  it('keeps the old content, and leaves no other file, when the disk is full or read-only', () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'none', folder]);
    try {
      needed().write(value);
      writeFileSync(join(folder, 'rest'), 'x'.repeat(4096));
      for (let full = false; !full;) {
        try {
          writeFileSync(join(folder, 'rest'), 'x'.repeat(4096), { flag: 'a' });
        } catch {
          full = true;
        }
      }
      const refused = refusalOf(() => needed().write({ ...value, name: 'x'.repeat(10_000) }));
      expect(refused.message).toMatch(/no space is left on its disk \(ENOSPC\)\. Free some space/);
      expect(refused.exitCode).toBe(exitCodes.noSpace);
      expect(needed().read()).toEqual(value);
      rmSync(join(folder, 'rest'));
      expect(readdirSync(folder)).toEqual(['state.json']);
      execFileSync('mount', ['-o', 'remount,ro', folder]);
      expect(refusalOf(() => needed().write(value)).message).toContain(
        'its file system is read-only (EROFS)',
      );
      expect(refusalOf(() => needed().remove()).message).toContain('EROFS');
      const inNewFolder = jsonState(join(folder, 'new', 'state.json'), schema, empty, { ignored: '' });
      expect(inNewFolder.read()).toEqual(empty);
      for (const act of [() => inNewFolder.write(value), () => inNewFolder.change(() => value)])
        expect(refusalOf(act).message).toContain('EROFS');
      expect(needed().read()).toEqual(value);
    } finally {
      execFileSync('umount', [folder]);
    }
  });

  it('is read and replaced while another process holds a lock on it', async () => {
    needed().write(value);
    const holder = spawn('flock', [file, 'sh', '-c', 'echo held; cat'], {
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    await once(holder.stdout, 'data');
    expect(needed().read()).toEqual(value);
    needed().write(empty);
    expect(needed().read()).toEqual(empty);
    holder.stdin.end();
    await once(holder, 'exit');
  });

  it('keeps the concurrent additions of several processes', async () => {
    const program = `
      import { z } from 'zod';
      import { jsonState } from './json-state.ts';
      const state = jsonState(${JSON.stringify(file)}, z.array(z.string()), [], { ignored: 'x' });
      for (let i = 0; i < 10; i++) state.change((before) => [...before, process.pid + ' ' + i]);`;
    const writers = Array.from({ length: 4 }, () =>
      spawn(process.execPath, ['--input-type=module', '-e', program], {
        cwd: import.meta.dirname,
        stdio: ['ignore', 'ignore', 'inherit'],
      }),
    );
    expect(await Promise.all(writers.map((writer) => once(writer, 'exit')))).toEqual(
      writers.map(() => [0, null]),
    );
    expect(new Set(JSON.parse(readFileSync(file, 'utf8'))).size).toBe(40);
  });

  it('stays unchanged when a change throws or changes nothing', () => {
    needed().change(() => value);
    expect(() =>
      needed().change(() => {
        throw new Failure('not now');
      }),
    ).toThrow('not now');
    needed().change((before) => before);
    expect(needed().read()).toEqual(value);
    const none = jsonState(join(folder, 'none.json'), schema.optional(), undefined, { repair: 'none.' });
    none.change((before) => before && { ...before, name: 'x' });
    expect(none.inspect()).toEqual({ condition: 'absent' });
  });

  it("is created by the first of two processes, and the second returns the first's value", () => {
    expect(needed().create(value)).toEqual(value);
    expect(needed().create(empty)).toEqual(value);
    expect(readdirSync(folder)).toEqual(['state.json']);
  });

  it('remains a symbolic link', () => {
    const target = join(folder, 'target.json');
    writeFileSync(target, JSON.stringify(empty));
    symlinkSync(target, file);
    needed().write(value);
    expect(JSON.parse(readFileSync(target, 'utf8'))).toEqual(value);
    expect(needed().read()).toEqual(value);
  });
});
