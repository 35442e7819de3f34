import { execFileSync } from 'node:child_process';
import type { RunJob } from '../component.ts';

/** PostgreSQL refuses to run as root, so root runs it as a user without a login. */
const name = 'webstore-lab';
const isRoot = process.getuid?.() === 0;

export interface Owner {
  uid: number;
  gid: number;
}

/** The user that owns the cluster, created if it is missing; undefined when the lab does not run as root. */
export async function createOwnUser(run: RunJob): Promise<Owner | undefined> {
  if (!isRoot) return undefined;
  const found = lookUp();
  if (found) return found;
  await run('useradd', [
    '--system',
    '--user-group',
    '--no-create-home',
    '--shell',
    '/usr/sbin/nologin',
    name,
  ]);
  return lookUp();
}

function lookUp(): Owner | undefined {
  try {
    const [, , uid, gid] = execFileSync('getent', ['passwd', name], { encoding: 'utf8' }).split(':');
    return { uid: Number(uid), gid: Number(gid) };
  } catch {
    return undefined;
  }
}

/**
 * The command as that user. The parent folders of a checkout under /root are open to root only: the two
 * capabilities let the user through, and PostgreSQL still detects that it is not root. PostgreSQL asks access()
 * whether its programs can be run, which ignores capabilities unless a secure bit says otherwise.
 */
export function asOwnUser(command: string, args: string[]): [string, string[]] {
  if (!isRoot) return [command, args];
  const passing = '+dac_override,+dac_read_search';
  const become = [
    '--reuid',
    name,
    '--regid',
    name,
    '--clear-groups',
    '--inh-caps',
    passing,
    '--ambient-caps',
    passing,
    '--securebits',
    '+no_setuid_fixup',
  ];
  return ['setpriv', [...become, '--', command, ...args]];
}
