import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exitCodes, Failure } from '@webstore/lab-core/failure.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { ask } from './client.ts';
import { socketPath } from './messages.ts';

let lab: Lab;
let server: Server;
beforeEach(() => (lab = openLab({ home: mkdtempSync(join(tmpdir(), 'client-')) })));
afterEach(() => {
  server.close();
  rmSync(lab.home, { recursive: true });
});

it('a supervisor that closes every connection is an expected failure, whenever it closes them', async () => {
  server = createServer((socket) => socket.destroy()).listen(socketPath(lab));
  await once(server, 'listening');
  for (let i = 0; i < 20; i++) {
    const error: unknown = await ask(lab, { do: 'status' }).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Failure);
    expect(error).toMatchObject({ exitCode: exitCodes.notRunning });
  }
});
