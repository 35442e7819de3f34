import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { exitCodes } from '../failure.ts';
import { openLab } from '../lab.ts';
import { HostClient } from './client.ts';
import type { Operation } from './operation.ts';
import { problemOf } from './problem.ts';

describe('the client of the host', () => {
  const home = mkdtempSync(join(tmpdir(), 'client-'));
  let server: Server | undefined;
  afterEach(() => {
    server?.closeAllConnections();
    server?.close();
    rmSync(home, { recursive: true, force: true });
  });

  /** A client of a server that answers this way. */
  async function clientOf(listener: RequestListener): Promise<HostClient> {
    server = createServer(listener).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    return new HostClient({ ...openLab({ home }), url: () => url });
  }
  const running: Operation = {
    id: '00000000-0000-4000-8000-000000000000',
    kind: 'healAll',
    startedAt: '2026-01-01T00:00:00.000Z',
    state: 'running',
    endedAt: null,
    progress: [],
    result: null,
    problem: null,
  };
  const lostOperation = {
    message: expect.stringMatching(/^The host ended before healAll had ended: .*\.\/lab break list/),
    exitCode: exitCodes.notRunning,
  };

  it('reports an operation that the end of the host has cut', async () => {
    const client = await clientOf((request, response) => {
      if (request.method === 'GET') return void request.socket.destroy();
      response.writeHead(202).end(JSON.stringify(running));
    });
    await expect(client.run('healAll', {})).rejects.toMatchObject(lostOperation);
  });

  it('reports the same of a host that was started again meanwhile', async () => {
    const client = await clientOf((request, response) => {
      if (request.method === 'DELETE') return void response.writeHead(202).end(JSON.stringify(running));
      response.writeHead(404).end(JSON.stringify(problemOf('not_found', 'There is no such operation.')));
    });
    await expect(client.run('healAll', {})).rejects.toMatchObject(lostOperation);
  });

  it('says what to do about a host with another token', async () => {
    const client = await clientOf((_, response) =>
      response.writeHead(401).end(JSON.stringify(problemOf('unauthenticated', 'send a token'))),
    );
    await expect(client.call('listFaults', {})).rejects.toMatchObject({
      message: expect.stringMatching(/does not accept the token in secrets\.json.*\.\/lab restart host/),
      exitCode: exitCodes.notRunning,
    });
    expect(await client.isReadyWithin(0)).toBe(false);
  });

  it.each([
    ['another program', (_, response) => response.end('<html>')],
    ['JSON of another shape', (_, response) => response.end('{"faults":1}')],
    ['another status', (_, response) => response.writeHead(302, { location: '/x' }).end('{}')],
  ] satisfies [string, RequestListener][])('names what is no host: %s', async (_, listener) => {
    const client = await clientOf(listener);
    await expect(client.call('listFaults', {})).rejects.toMatchObject({
      message: expect.stringContaining('is not the host of this lab'),
      exitCode: exitCodes.notRunning,
    });
  });
});
