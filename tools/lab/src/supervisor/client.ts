import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { exitCodes, Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { type Reply, type Request, socketPath } from './messages.ts';
import type { PartStatus } from './states.ts';

/** Whether a supervisor answers for this lab. */
export async function isSupervised(lab: Lab): Promise<boolean> {
  const socket = await dial(lab);
  socket?.destroy();
  return socket !== undefined;
}

/** One request, one reply. */
export async function ask(lab: Lab, request: Exclude<Request, { do: 'watch' }>): Promise<PartStatus[]> {
  for await (const parts of converse(lab, request)) return parts;
  throw new Failure('The supervisor went away before it answered; run ./lab up.', exitCodes.notRunning);
}

/** The state of all parts, now and after every change, until the caller has seen enough. */
export function watch(lab: Lab): AsyncGenerator<PartStatus[]> {
  return converse(lab, { do: 'watch' });
}

async function* converse(lab: Lab, request: Request): AsyncGenerator<PartStatus[]> {
  const socket = await dial(lab);
  if (!socket) throw new Failure('The lab is not running: ./lab up starts it.', exitCodes.notRunning);
  try {
    socket.write(JSON.stringify(request) + '\n');
    for await (const line of createInterface({ input: socket })) {
      const reply = JSON.parse(line) as Reply;
      if ('error' in reply) throw new Failure(reply.error);
      yield reply.parts;
    }
  } finally {
    socket.destroy();
  }
}

async function dial(lab: Lab): Promise<Socket | undefined> {
  const socket = connect(socketPath(lab));
  try {
    await once(socket, 'connect');
    return socket;
  } catch (error) {
    const nobody = ['ENOENT', 'ECONNREFUSED'].includes((error as NodeJS.ErrnoException).code ?? '');
    if (nobody) return undefined;
    throw error;
  }
}
