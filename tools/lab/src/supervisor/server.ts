import { rmSync } from 'node:fs';
import { createServer, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { messageOf } from '../failure.ts';
import { letGo } from '../releases/releases.ts';
import { type Reply, type Request, socketPath } from './messages.ts';
import type { Supervisor } from './supervisor.ts';

/** Answers the verbs until it is told `down`; resolves when everything has ended. */
export function serve(supervisor: Supervisor): Promise<void> {
  const path = socketPath(supervisor.lab);
  rmSync(path, { force: true }); // Left by a supervisor that was killed; main.ts has seen that none runs.
  return new Promise((resolve, reject) => {
    const server = createServer((socket) => {
      const lines = createInterface({ input: socket });
      // A verb may go away at any time, and the line reader throws what nobody listens to a second time.
      for (const end of [socket, lines]) end.on('error', () => undefined);
      lines.on('line', (line) => {
        void answer(supervisor, JSON.parse(line) as Request, socket).then((over) => {
          if (!over) return;
          server.close();
          socket.end(() => resolve());
        });
      });
    });
    server.once('error', reject);
    const everyoneElse = process.umask(0o177);
    server.listen(path, () => process.umask(everyoneElse));
  });
}

/** Says whether that was the end. */
async function answer(supervisor: Supervisor, request: Request, socket: Socket): Promise<boolean> {
  const reply = (message: Reply) => socket.writable && socket.write(JSON.stringify(message) + '\n');
  try {
    if (request.do === 'watch') watch(supervisor, socket, reply);
    else await carryOut(supervisor, request);
    reply({ parts: supervisor.status(request.do === 'status') });
  } catch (error) {
    reply({ error: messageOf(error) });
  }
  return request.do === 'down';
}

function watch(supervisor: Supervisor, socket: Socket, reply: (message: Reply) => void): void {
  const tell = () => reply({ parts: supervisor.status(false) });
  supervisor.changes.on('change', tell);
  socket.once('close', () => supervisor.changes.off('change', tell));
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
      letGo(supervisor.lab, request.part);
      return supervisor.start(request.part);
    case 'stop':
      return supervisor.stop(request.part);
    case 'restart':
      letGo(supervisor.lab, request.part);
      await supervisor.stop(request.part);
      return supervisor.start(request.part);
    case 'kill':
      if (!supervisor.part(request.part).kill()) throw new Error(`${request.part} does not run.`);
  }
}
