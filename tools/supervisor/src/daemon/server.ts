import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { messageOf } from '@webstore/lab-core/failure.ts';
import { clearHeld } from '@webstore/lab-core/rollouts/rollouts.ts';
import { type Answer, type Reply, type Request, socketPath } from './messages.ts';
import { LineReader, parseRequest } from './requests.ts';
import type { Supervisor } from './supervisor.ts';

/** Timeout for a connection without a request. */
const firstRequestMs = 10_000;
const mostConnections = 200;
const mostUnread = 4 * 1024 * 1024;

/** Answers requests until `down`; resolves when everything has ended. */
export function serve(supervisor: Supervisor): Promise<void> {
  const path = socketPath(supervisor.lab);
  return new Promise((resolve, reject) => {
    rmSync(path, { force: true }); // A socket file of a killed supervisor; main.ts has checked that none runs.
    const server = createServer((socket) => {
      const down = () => {
        server.close();
        // A client that disconnects before the answer must not keep the supervisor alive.
        socket.once('close', () => resolve());
        socket.end();
        setTimeout(() => socket.destroy(), firstRequestMs).unref();
      };
      supervisor.troubles.guard('to take a connection', () => converse(supervisor, socket, down));
    });
    server.maxConnections = mostConnections;
    // Fatal only before it listens: a failed accept is no reason to exit.
    server.on('error', (error) => {
      if (server.listening) supervisor.troubles.note('to take a connection', error);
      else reject(error);
    });
    const everyoneElse = process.umask(0o177);
    server.listen(path, () => process.umask(everyoneElse));
  });
}

/**
 * Answers one connection, line by line. An invalid request gets an error and ends the connection, nothing
 * else.
 */
function converse(supervisor: Supervisor, socket: Socket, down: () => void): void {
  const lines = new LineReader();
  // A client may disconnect at any time.
  socket.on('error', () => socket.destroy());
  socket.setTimeout(firstRequestMs, () => socket.destroy());
  socket.on('data', (chunk) => {
    try {
      for (const request of lines.take(chunk).map(parseRequest)) {
        socket.setTimeout(0);
        void supervisor.troubles.guardAsync(`to answer ${request.do}`, async () => {
          if (await answer(supervisor, request, socket)) down();
        });
      }
    } catch (error) {
      socket.removeAllListeners('data').resume();
      socket.end(JSON.stringify({ error: messageOf(error) }) + '\n', () => socket.destroy());
    }
  });
}

/** Returns whether that was the end. */
async function answer(supervisor: Supervisor, request: Request, socket: Socket): Promise<boolean> {
  const reply = (message: Reply) => {
    if (socket.writable) socket.write(JSON.stringify(message) + '\n');
    // Drops a watcher that does not read, to bound the memory.
    if (socket.writableLength > mostUnread) socket.destroy();
  };
  try {
    if (request.do === 'watch') watch(supervisor, socket, reply);
    else await carryOut(supervisor, request);
    reply(answerOf(supervisor, request.do === 'status'));
  } catch (error) {
    reply({ error: messageOf(error) });
  }
  return request.do === 'down';
}

function answerOf(supervisor: Supervisor, withMemory: boolean): Answer {
  const { troubles } = supervisor;
  return { parts: supervisor.status(withMemory), troubles: troubles.list(), linesLost: troubles.linesLost };
}

function watch(supervisor: Supervisor, socket: Socket, reply: (message: Reply) => void): void {
  const sendState = () => reply(answerOf(supervisor, false));
  supervisor.changes.on('change', sendState);
  socket.once('close', () => supervisor.changes.off('change', sendState));
}

async function carryOut(supervisor: Supervisor, request: Exclude<Request, { do: 'watch' }>): Promise<void> {
  switch (request.do) {
    case 'up':
      return supervisor.up(request.last);
    case 'down':
      return supervisor.down();
    case 'status':
      return;
    case 'start':
      clearHeld(supervisor.lab, request.part);
      return supervisor.start(request.part);
    case 'stop':
      return supervisor.stop(request.part);
    case 'restart':
      clearHeld(supervisor.lab, request.part);
      await supervisor.stop(request.part);
      return supervisor.start(request.part);
    case 'kill':
      if (!supervisor.supervised(request.part).kill()) throw new Error(`${request.part} does not run.`);
  }
}
