import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

const here = __dirname;

/** The child processes run compiled code, so compile the tested sources first. */
export function compile(): void {
  const compiler = resolve(here, '../../../node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-b', resolve(here, '../tsconfig.json')]);
}

/** Starts a test service in a child process. With `unread`, its stdout is not read. */
export async function hello(env: Record<string, string> = {}, { unread = false } = {}) {
  const child = spawn(process.execPath, [resolve(here, 'hello.cjs')], {
    env: { OTEL_SERVICE_NAME: 'hello', LOG_FORMAT: 'json', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const ended = once(child, 'close') as Promise<[code: number | null, signal: string | null]>;
  const exited = once(child, 'exit') as Promise<[code: number | null, signal: string | null]>;
  const stdout = unread ? Promise.resolve('') : text(child.stdout!);
  const stderr = text(child.stderr!);
  const [url] = (await Promise.race([
    once(child.stdio[3] as Readable, 'data'),
    // It writes its reason to its log, which is stdout.
    ended.then(async ([code, signal]) => {
      throw new Error(`ended with ${code ?? signal}: ${await stderr}${await stdout}`);
    }),
  ])) as [Buffer];
  return { child, url: String(url).trim(), ended, exited, stdout, stderr };
}

export type Line = Record<string, string>;

export const linesOf = (stdout: string): Line[] =>
  stdout
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Line);
