import { accessSync, constants, existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '../lab.ts';
import { type Finding, finding } from './finding.ts';

/** Files that the lab remembers things in, below its home. */
const stateFiles = [
  'lab.json',
  'secrets.json',
  'run/*.pid',
  'run/*.json',
  'data/*/*.json',
  'exercises/**/*.json',
];

/** What is wrong with a file of state; undefined when it can be read and written and holds JSON. */
export function troubleOf(file: string): string | undefined {
  try {
    JSON.parse(readFileSync(file, 'utf8'));
    accessSync(file, constants.R_OK | constants.W_OK);
    return undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return 'is empty or no JSON';
    return (error as NodeJS.ErrnoException).code === 'EISDIR'
      ? 'is a folder'
      : 'cannot be read and written by you';
  }
}

/** Each state file that cannot be used, with what to do; the name of the file says what is lost with it. */
export function checkState(home: string): Finding[] {
  const files = globSync(stateFiles, { cwd: home }).map((file) => join(home, file));
  const broken = files.flatMap((file) => {
    const trouble = existsSync(file) ? troubleOf(file) : undefined;
    return trouble ? [{ file, trouble }] : [];
  });
  if (broken.length === 0) return [finding('state files', `${files.length} in ${home}, all readable`)];
  return broken.map(({ file, trouble }) =>
    finding(
      'state file',
      `${file} ${trouble}`,
      trouble.startsWith('is')
        ? './lab down, then remove it: it is made again'
        : `chown it to you (it is in ${home})`,
    ),
  );
}

/** Whether what is installed is what package-lock.json names; ./lab installs again where it is not. */
export function checkInstalled(lab: Pick<Lab, 'root'>, checksum: string): Finding {
  const stamp = join(lab.root, 'node_modules/.lab-stamp');
  const found = existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : '';
  const what = 'dependencies';
  if (found === checksum.trim()) return finding(what, 'as package-lock.json names them');
  return finding(
    what,
    found ? 'older than package-lock.json' : 'installed by other means',
    './lab status installs them',
  );
}
