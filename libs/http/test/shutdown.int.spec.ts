import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, it } from 'vitest';

const service = join(__dirname, 'hanging-service.cjs');

/** Starts the service, has a few clients hold on to it, and sends it SIGTERM. */
async function endOf(hangs: 'hook' | 'clients') {
  const child = spawn(process.execPath, [service, hangs], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  let log = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (log += String(chunk)));
  const head = 'HTTP/1.1\r\nhost: x\r\n';
  for (const text of [
    '',
    `GET /silent ${head}\r\n`,
    `GET /nowhere ${head}\r\n`,
    `POST /silent ${head}content-type: application/json\r\ncontent-length: 50\r\n\r\n{`,
  ]) {
    const socket = connect(Number(new URL(url).port), '127.0.0.1').on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(text);
  }
  const before = Date.now();
  child.kill('SIGTERM');
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return { code, signal, tookMs: Date.now() - before, log };
}

describe('a service that is told to end', () => {
  it('ends in time whatever its clients hold open: idle connections, half bodies, requests without an answer', async () => {
    const { code, signal, tookMs } = await endOf('clients');
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGTERM' });
    expect(tookMs).toBeLessThan(8_000);
  });

  it('ends in time when one of its own parts never ends, and says so', async () => {
    const { code, tookMs, log } = await endOf('hook');
    expect(code).toBe(1);
    expect(tookMs).toBeLessThan(8_000);
    expect(log).toContain('did not end in time');
  });
});
