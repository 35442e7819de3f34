import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, describe, expect, it } from 'vitest';

const service = join(__dirname, 'hanging-service.cjs');

/** The child processes run compiled code, so compile the tested sources first. */
beforeAll(() => {
  const compiler = join(__dirname, '../../../node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [compiler, '-b', join(__dirname, '../tsconfig.json')]);
}, 120_000);

type How = 'hook' | 'failure' | 'clients' | 'start';

function start(how: How) {
  const child = spawn(process.execPath, [service, how], { stdio: ['ignore', 'pipe', 'pipe'] });
  const output = { log: '' };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk) => (output.log += String(chunk)));
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  return { child, output, ended };
}

/** Starts the service, opens client connections to it and shuts it down: by SIGTERM, unless `by` says otherwise. */
async function endOf(how: How, by: 'SIGTERM' | 'itself' = 'SIGTERM') {
  const { child, output, ended } = start(how);
  const [url] = (await once(createInterface(child.stdout), 'line')) as [string];
  const head = 'HTTP/1.1\r\nhost: localhost\r\n';
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
  if (by === 'SIGTERM') child.kill('SIGTERM');
  else void fetch(`${url}/end`).catch(() => undefined);
  const [code, signal] = await ended;
  return { code, signal, tookMs: Date.now() - before, log: output.log };
}

describe('a service that receives SIGTERM', () => {
  it('ends in time despite open clients: idle connections, half bodies, requests without a response', async () => {
    const { code, signal, tookMs } = await endOf('clients');
    expect({ code, signal }).toEqual({ code: null, signal: 'SIGTERM' });
    expect(tookMs).toBeLessThan(8_000);
  });

  it.each([
    ['never ends', 'hook', 'did not end in time'],
    ['fails to close', 'failure', 'a hook failed'],
  ] as const)(
    'ends in time when one of its own parts %s, says so and has its last words',
    async (_, how, said) => {
      const { code, tookMs, log } = await endOf(how);
      expect(code).toBe(1);
      expect(tookMs).toBeLessThan(8_000);
      expect(log).toContain(said);
      expect(log).toContain('the last words, in 1000 ms');
    },
  );
});

describe('a service that cannot continue', () => {
  it('shuts down in the same way, with exit code 1', async () => {
    const { code, tookMs } = await endOf('clients', 'itself');
    expect(code).toBe(1);
    expect(tookMs).toBeLessThan(8_000);
  });

  it('reports why it could not start, with the cause, and exits with code 1, even without telemetry', async () => {
    const { ended, output } = start('start');
    expect(await ended).toEqual([1, null]);
    expect(output.log).toContain('the service could not start');
    expect(output.log).toContain('a hook failed');
  });
});
