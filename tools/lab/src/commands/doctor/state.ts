import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { stateProblems } from './state-problems.ts';
import { type Finding, finding } from './finding.ts';

/** Each unusable file or folder of the lab's state, and each nearly full disk, with a remedy. */
export function checkState(lab: Lab): Finding[] {
  const problems = stateProblems(lab);
  if (problems.length === 0) return [finding('state', `all of ${lab.home} can be read and written`)];
  return problems.map(({ what, problem, fix }) => finding('state', `${what} ${problem}`, fix));
}

/** Whether the installed packages match package-lock.json; otherwise ./lab installs again. */
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
