import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { buildService } from './launching/build-service.ts';
import type { Component } from './component.ts';
import { guardedLines, guardedPorts } from './launching/guarded.ts';
import { minimalEnv } from './launching/minimal-env.ts';

/**
 * Listens on the ports of third-party HTTP programs, and forwards only requests that no web page of another
 * origin sent.
 */
export const guard: Component = {
  name: 'guard',
  stage: 'metrics',
  summary: 'Refuses requests of foreign web pages for programs without such a check',
  needs: [],
  // Its listening ports are shown with the programs behind it.
  ports: [],
  prepare: (lab, run) => buildService('guard', lab, run),

  launch: (lab) => ({
    command: process.execPath,
    args: ['--max-old-space-size=64', 'dist/main.js'],
    env: minimalEnv({
      HOST: '127.0.0.1',
      GUARDED: guardedLines(lab),
      HTTP_ALLOWED_HOSTS: lab.settings().HTTP_ALLOWED_HOSTS,
    }),
    cwd: join(lab.root, 'services/guard'),
  }),

  ready: async (lab) => (await Promise.all(guardedPorts(lab).map(accepts))).every(Boolean),
  graceMs: 5_000,
};

async function accepts(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1');
  try {
    await once(socket, 'connect');
    return true;
  } catch {
    return false;
  } finally {
    socket.destroy();
  }
}
