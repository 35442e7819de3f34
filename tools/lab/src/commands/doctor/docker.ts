import { existsSync } from 'node:fs';
import { isOnPath } from '@webstore/lab-core/machine/programs.ts';
import { type Finding, finding } from './finding.ts';

const socket = '/var/run/docker.sock';

/** Optional: only `up --docker` needs it. */
export function checkDocker(
  hasProgram = isOnPath('docker'),
  hasEngine = Boolean(process.env['DOCKER_HOST']) || existsSync(socket),
): Finding {
  const what = 'Docker';
  if (!hasProgram) return finding(what, 'absent: not needed, except for ./lab up --docker');
  if (!hasEngine) return finding(what, 'its engine does not run: not needed, except for ./lab up --docker');
  return finding(what, 'present');
}
