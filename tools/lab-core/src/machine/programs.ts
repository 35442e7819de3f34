import { execFile } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The first version number in the program's output; undefined when it is not installed. */
export async function versionOf(command: string, args: string[]): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await run(command, args, { timeout: 20_000 });
    return /\d+(\.\d+)+/.exec(stdout + stderr)?.[0] ?? 'there';
  } catch {
    return undefined;
  }
}

/** The file of a program on the PATH. */
export function programPath(program: string): string | undefined {
  const files = (process.env['PATH'] ?? '').split(':').map((folder) => join(folder, program));
  return files.find((file) => {
    try {
      accessSync(file, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Whether the program is on the PATH. */
export const isOnPath = (program: string): boolean => programPath(program) !== undefined;
