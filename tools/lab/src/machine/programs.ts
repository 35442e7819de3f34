import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** The first version-like number that the program prints about itself; undefined when it is not there. */
export async function versionOf(command: string, args: string[]): Promise<string | undefined> {
  try {
    const { stdout, stderr } = await run(command, args, { timeout: 20_000 });
    return /\d+(\.\d+)+/.exec(stdout + stderr)?.[0] ?? 'there';
  } catch {
    return undefined;
  }
}
