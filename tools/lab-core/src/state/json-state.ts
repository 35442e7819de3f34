import { readFileSync, statSync, unlinkSync } from 'node:fs';
import { z } from 'zod';
import { exitCodes, Failure } from '../failure.ts';
import { lockFile } from './file-lock.ts';
import { createFile, replaceFile } from './replace-file.ts';
import { codeOf, reasonOf } from './system-error.ts';

/**
 * `ignored` describes the behaviour without the file; `repair` advises what to do when no default is safe.
 */
export type WhenBroken = { ignored: string } | { repair: string };

export type Reading<T> =
  | { condition: 'absent' }
  | { condition: 'sound'; value: T }
  /** Empty, not JSON, of another shape, or unreadable. */
  | { condition: 'empty' | 'broken' | 'unreadable'; problem: string };

/** A JSON file of the lab's own state, and the only access to it. */
export interface JsonState<T> {
  readonly file: string;
  readonly whenBroken: WhenBroken;
  /** @throws Failure, with the file and a remedy, when it is unreadable, or broken and must not be ignored */
  read(): T;
  /** The condition of the file. Never throws. */
  inspect(): Reading<T>;
  /**
   * For a value that does not depend on the current one: overwrites other processes' changes.
   * @throws Failure, with the file and the reason, when it cannot be written; the old content then stays
   * complete
   */
  write(value: T): void;
  /**
   * Reads and writes under the lock. Leaves the file unchanged when `change` throws or returns its argument.
   */
  change(change: (before: T) => T): void;
  /** Writes it unless it exists. @returns the stored value */
  create(value: T): T;
  remove(): void;
}

/** The lab's own state has a few kilobytes; a file of this size is not the lab's. */
const largestBytes = 16 * 1024 * 1024;
const ignoredFiles = new Set<string>();

/**
 * @param empty the value without a file
 * @param mode of the file; default: readable by its owner alone
 */
export function jsonState<T>(
  file: string,
  schema: z.ZodType<T>,
  empty: T,
  whenBroken: WhenBroken,
  mode?: number,
): JsonState<T> {
  const inspect = () => readingOf(file, schema);
  const read = () => {
    const reading = inspect();
    if (reading.condition === 'sound') return reading.value;
    if (reading.condition !== 'absent') judge(file, reading, whenBroken);
    return structuredClone(empty);
  };
  const write = (value: T) => attempt(file, 'written', () => replaceFile(file, textOf(value), mode));
  return {
    file,
    whenBroken,
    read,
    inspect,
    write,
    change(change) {
      const release = attempt(file, 'written', () => lockFile(file));
      try {
        const before = read();
        const after = change(before);
        if (after !== before) write(after);
      } finally {
        release();
      }
    },
    create: (value) =>
      attempt(file, 'written', () => createFile(file, textOf(value), mode)) ? value : read(),
    remove: () => attempt(file, 'removed', () => removeFile(file)),
  };
}

/** Not rmSync, whose error on a read-only disk has no code. */
function removeFile(file: string): void {
  try {
    unlinkSync(file);
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error;
  }
}

const textOf = (value: unknown) => JSON.stringify(value, null, 2) + '\n';

function readingOf<T>(file: string, schema: z.ZodType<T>): Reading<T> {
  let text: string;
  try {
    const stat = statSync(file);
    // Reading a pipe would block, and a device may never end.
    if (stat.isDirectory()) return { condition: 'unreadable', problem: 'is a folder' };
    if (!stat.isFile()) return { condition: 'unreadable', problem: 'is not a file' };
    if (stat.size > largestBytes)
      return { condition: 'broken', problem: 'is too large to be a file of the lab' };
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return { condition: 'absent' };
    return { condition: 'unreadable', problem: `cannot be read: ${reasonOf(error)}` };
  }
  if (text.trim() === '') return { condition: 'empty', problem: 'is empty' };
  return parsed(text, schema);
}

function parsed<T>(text: string, schema: z.ZodType<T>): Reading<T> {
  try {
    const result = schema.safeParse(JSON.parse(text));
    if (result.success) return { condition: 'sound', value: result.data };
    const [issue] = result.error.issues;
    const place = issue!.path.length > 0 ? `${issue!.path.join('.')}: ` : '';
    return { condition: 'broken', problem: `has the wrong content (${place}${issue!.message})` };
  } catch {
    return { condition: 'broken', problem: 'is cut or is not JSON' };
  }
}

/** Warns once on stderr that a file is ignored, or throws. */
function judge(
  file: string,
  { condition, problem }: Exclude<Reading<unknown>, { condition: 'absent' | 'sound' }>,
  whenBroken: WhenBroken,
): void {
  if ('repair' in whenBroken) throw new Failure(`${file} ${problem}: ${whenBroken.repair}`, exitCodes.usage);
  if (condition === 'unreadable')
    throw new Failure(
      `${file} ${problem}. Make it readable for this user, or remove it: ${whenBroken.ignored}.`,
      exitCodes.usage,
    );
  if (ignoredFiles.has(file)) return;
  ignoredFiles.add(file);
  console.error(`${file} ${problem} and is ignored: ${whenBroken.ignored}.`);
}

function attempt<T>(file: string, what: 'written' | 'removed', act: () => T): T {
  try {
    return act();
  } catch (error) {
    if (error instanceof Failure) throw error;
    const isFull = ['ENOSPC', 'EDQUOT'].includes(codeOf(error));
    const remedy = isFull ? 'Free some space on its disk' : 'Make it and its folder writable for this user';
    throw new Failure(
      `${file} cannot be ${what}: ${reasonOf(error)}. ${remedy}, then try again.`,
      isFull ? exitCodes.noSpace : exitCodes.usage,
    );
  }
}
