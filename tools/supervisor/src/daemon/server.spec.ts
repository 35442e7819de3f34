import { EventEmitter } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { serve } from './server.ts';
import type { Supervisor } from './supervisor.ts';
import { Troubles } from './troubles.ts';

const home = mkdtempSync(join(tmpdir(), 'supervisor-'));
const socketFile = join(home, 'supervisor.sock');
const supervisor = {
  lab: { home, run: () => socketFile } as unknown as Lab,
  changes: new EventEmitter(),
  troubles: new Troubles(),
  status: () => [],
  down: async () => undefined,
  supervised: (name: string) => {
    throw new Error(`There is no part ${name}.`);
  },
} as unknown as Supervisor;

/** All output until the connection is closed. */
async function send(...pieces: (string | Buffer)[]): Promise<string> {
  const socket = connect(socketFile);
  let text = '';
  socket.on('data', (chunk) => (text += String(chunk))).on('error', () => undefined);
  for (const piece of pieces) socket.write(piece);
  await new Promise((closed) => socket.once('close', closed));
  return text;
}
async function ask(request: object): Promise<unknown> {
  const socket: Socket = connect(socketFile);
  socket.write(JSON.stringify(request) + '\n');
  try {
    const answer = await new Promise<Buffer>((resolve, reject) => {
      socket.once('data', resolve).once('error', reject);
      socket.once('close', () => reject(new Error('The connection was closed without an answer.')));
    });
    return JSON.parse(String(answer));
  } finally {
    socket.destroy();
  }
}

describe("the supervisor's socket", () => {
  let ended: Promise<void>;
  beforeAll(async () => {
    ended = serve(supervisor);
    await vi.waitFor(() => ask({ do: 'status' }), 20_000);
  });
  afterAll(() => rmSync(home, { recursive: true }));

  it.each([
    ['garbage', 'garbage\n'],
    ['a line that never ends', 'a'.repeat(1_000_000)],
    ['bytes', Buffer.from([0xff, 0x00, 0x0a])],
    ['null', 'null\n'],
    ['an unknown verb', '{"do":"fly"}\n'],
    ['a verb without its part', '{"do":"kill"}\n'],
  ])('answers %s with an error, closes the connection, and continues', async (_, text) => {
    expect(JSON.parse(await send(text))).toEqual({ error: expect.any(String) });
    expect(await ask({ do: 'status' })).toMatchObject({ parts: [] });
  });

  it('closes the connections above its maximum, and survives half a line in each of the others', async () => {
    const sockets = Array.from({ length: 300 }, () => connect(socketFile).on('error', () => undefined));
    let closed = 0;
    for (const socket of sockets) socket.on('close', () => closed++).write('{"do":');
    await vi.waitFor(() => expect(closed).toBe(100), 20_000);
    await expect(ask({ do: 'status' })).rejects.toThrow();
    for (const socket of sockets) socket.destroy();
    await vi.waitFor(async () => expect(await ask({ do: 'status' })).toMatchObject({ parts: [] }), 20_000);
    expect(await ask({ do: 'kill', part: 'constructor' })).toEqual({
      error: 'There is no part constructor.',
    });
  });

  it('ends on request', async () => {
    await ask({ do: 'down' });
    await ended;
  });
});
