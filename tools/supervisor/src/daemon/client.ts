import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { readStat } from '@webstore/lab-core/machine/process-identity.ts';
import { codeOf, reasonOf } from '@webstore/lab-core/state/system-error.ts';
import { processNamed } from '@webstore/lab-core/machine/lab-processes.ts';
import { type Answer, type Reply, type Request, socketPath } from './messages.ts';
import type { ComponentStatus } from './states.ts';

const askEveryMs = 1_000;
/** It answers within milliseconds; on a machine that compiles with all its cores, within a few seconds. */
const answersWithinMs = 20_000;

/** The supervisor exists and does not answer: it was stopped (SIGSTOP), or hangs. */
export class Frozen extends Failure {
  constructor() {
    super(
      'The supervisor runs and does not answer: ./lab down ends it and all it started, ./lab up starts it again.',
    );
  }
}

/** Whether a supervisor answers for this lab. */
export async function isSupervised(lab: Lab): Promise<boolean> {
  const socket = await dial(lab);
  socket?.destroy();
  return socket !== undefined;
}

/** One request, one reply. */
export async function ask(lab: Lab, request: Exclude<Request, { do: 'watch' }>): Promise<ComponentStatus[]> {
  return (await askAll(lab, request)).parts;
}

/** With the supervisor's own failures. */
export async function askAll(lab: Lab, request: Exclude<Request, { do: 'watch' }>): Promise<Answer> {
  for await (const answer of converse(lab, request)) return answer;
  if (processNamed(lab, 'supervisor'))
    throw new Failure(
      'The supervisor runs and took no request, as when it may open no more files: raise that limit (prlimit --nofile), or ./lab down ends it.',
    );
  throw new Failure('The supervisor ended before it answered; run ./lab up.', exitCodes.notRunning);
}

/** The state of all components, now and after every change, until the caller stops reading. */
export async function* watch(lab: Lab): AsyncGenerator<ComponentStatus[]> {
  for await (const { parts } of converse(lab, { do: 'watch' })) yield parts;
}

async function* converse(lab: Lab, request: Request): AsyncGenerator<Answer> {
  const socket = await dial(lab);
  if (!socket) throw new Failure('The lab is not running: ./lab up starts it.', exitCodes.notRunning);
  const over = new AbortController();
  const frozen = untilFrozen(lab, over.signal);
  frozen.catch(() => undefined); // An answer may arrive while the caller processes another.
  const lines = createInterface({ input: socket })[Symbol.asyncIterator]();
  const nextLine = () => lines.next().catch(asEnd);
  try {
    socket.write(JSON.stringify(request) + '\n');
    for (;;) {
      const line = await Promise.race([nextLine(), frozen]);
      if (line.done) return;
      const reply = replyIn(line.value);
      if ('error' in reply) throw new Failure(reply.error);
      yield reply;
    }
  } finally {
    over.abort();
    socket.destroy();
  }
}

/** The supervisor closed the connection before it had read everything: this counts as an end. */
function asEnd(error: unknown): IteratorReturnResult<undefined> {
  if (['EPIPE', 'ECONNRESET'].includes(codeOf(error))) return { done: true, value: undefined };
  throw error;
}

function replyIn(line: string): Reply {
  try {
    return JSON.parse(line) as Reply;
  } catch {
    throw new Failure('What answers for the supervisor is none of this lab: ./lab down ends it.');
  }
}

/** A request may take minutes. Meanwhile, this checks that the supervisor is alive. Never resolves. */
async function untilFrozen(lab: Lab, over: AbortSignal): Promise<never> {
  for (;;) {
    await delay(askEveryMs, undefined, { signal: over }).catch(() => undefined);
    if (over.aborted || !(await answers(lab, over))) return new Promise(() => undefined);
  }
}

/** Whether it answers; false when it has ended, which the request itself reports. @throws Frozen */
async function answers(lab: Lab, over: AbortSignal): Promise<boolean> {
  const socket = await dial(lab);
  if (!socket) return false;
  try {
    socket.write(JSON.stringify({ do: 'watch' } satisfies Request) + '\n');
    const answered = once(socket, 'data', { signal: over }).then(
      () => true,
      () => true,
    );
    const until = Date.now() + answersWithinMs;
    const pause = () => delay(askEveryMs, false, { signal: over }).catch(() => true);
    while (!(await Promise.race([answered, pause()])))
      if (Date.now() > until || isStopped(lab)) throw new Frozen();
    return true;
  } finally {
    socket.destroy();
  }
}

function isStopped(lab: Lab): boolean {
  const identity = processNamed(lab, 'supervisor');
  return identity !== undefined && readStat(identity.pid)?.state === 'T';
}

async function dial(lab: Lab): Promise<Socket | undefined> {
  const socket = connect(socketPath(lab));
  try {
    await once(socket, 'connect');
    // It may end at any time; a reader of the connection gets the end.
    return socket.on('error', () => undefined);
  } catch (error) {
    if (['ENOENT', 'ECONNREFUSED', 'ENOTDIR', 'ENOTSOCK'].includes(codeOf(error))) return undefined;
    throw new Failure(`The supervisor cannot be asked on ${socketPath(lab)}: ${reasonOf(error)}.`);
  }
}
