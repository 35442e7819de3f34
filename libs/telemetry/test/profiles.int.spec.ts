import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gunzipSync } from 'node:zlib';
import { afterEach, describe, expect, it, vi } from 'vitest';

interface Pushed {
  application: string;
  /** Text of the profile, with its sample types. */
  words: string;
}

/** A fake Pyroscope that receives profiles. With `answers` false, it never responds. */
async function pyroscope(answers = true): Promise<{ url: string; pushed: Pushed[]; server: Server }> {
  const pushed: Pushed[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const application = new URL(request.url!, 'http://any').searchParams.get('name')!;
      pushed.push({ application, words: gunzipSync(Buffer.concat(chunks)).toString('latin1') });
      if (answers) response.end();
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, pushed, server };
}

/** Loads the library with these variables. */
async function profiles(serverAddress: string) {
  vi.resetModules();
  vi.stubEnv('PYROSCOPE_SERVER_ADDRESS', serverAddress);
  vi.stubEnv('OTEL_SERVICE_NAME', 'a-service');
  vi.stubEnv('PYROSCOPE_FLUSH_INTERVAL_MS', '200');
  return import('../src/profiles.js');
}

function compute(): number {
  let sum = 0;
  for (let number = 0; number < 5_000_000; number++) sum += Math.sqrt(number);
  return sum;
}

describe('profiles', () => {
  const servers: Server[] = [];
  afterEach(() => {
    vi.unstubAllEnvs();
    for (const server of servers.splice(0)) {
      server.closeAllConnections();
      server.close();
    }
  });

  it('of CPU, wall-clock time and heap are pushed under the name of the service', async () => {
    const { url, pushed, server } = await pyroscope();
    servers.push(server);
    const { startProfiles, stopProfiles } = await profiles(url);
    startProfiles();
    const words = () => pushed.map((one) => one.words).join();
    await vi.waitUntil(() => compute() > 0 && words().includes('cpu') && words().includes('space'), 30_000);
    expect(words()).toContain('wall');
    for (const { application } of pushed) expect(application).toMatch(/^a-service\{/);
    await stopProfiles();
  });

  it('are disabled by default', async () => {
    const { startProfiles, stopProfiles } = await profiles('');
    startProfiles();
    await expect(stopProfiles()).resolves.toBeUndefined();
  });

  it('do not delay the shutdown if the server is down or never responds', async () => {
    const { url, server } = await pyroscope(false);
    servers.push(server);
    for (const address of ['http://127.0.0.1:1', url]) {
      const { startProfiles, stopProfiles } = await profiles(address);
      startProfiles();
      await expect(stopProfiles()).resolves.toBeUndefined();
    }
  });
});
