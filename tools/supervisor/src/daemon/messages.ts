import { createHash } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Lab } from '@webstore/lab-core/lab.ts';
import type { Stage } from '../components/component.ts';
import type { ComponentStatus } from './states.ts';
import type { Trouble } from './troubles.ts';

/**
 * The requests of a command to the supervisor: one line of JSON each, answered by one line; `watch` by one
 * per change.
 */
export type Request =
  | { do: 'up'; last: Stage }
  | { do: 'down' }
  | { do: 'status' }
  | { do: 'watch' }
  | { do: 'start' | 'stop' | 'restart' | 'kill'; part: string };

export interface Answer {
  parts: ComponentStatus[];
  troubles: Trouble[];
  /** Failures to write the supervisor's own log, on a full disk. */
  linesLost: number;
}

export type Reply = Answer | { error: string };

/** sockaddr_un holds 108 bytes: a checkout with a longer path uses a socket in the temporary folder. */
const longestPath = 107;

export function socketPath(lab: Lab): string {
  const beside = lab.run('supervisor.sock');
  if (Buffer.byteLength(beside) <= longestPath) return beside;
  const name = createHash('sha256').update(lab.home).digest('hex').slice(0, 16);
  return join(tmpdir(), `webstore-lab-${name}.sock`);
}
