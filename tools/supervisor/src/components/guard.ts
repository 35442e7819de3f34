import { once } from 'node:events';
import { connect } from 'node:net';
import { buildService } from './build-service.ts';
import type { Component } from './component.ts';
import { guardedPorts } from './guarded.ts';
import { minimalEnv } from './minimal-env.ts';

/** Has the ports of Prometheus, Alertmanager, Loki and Jaeger, and passes on what no web page sent. */
export const guard: Component = {
  name: 'guard',
  stage: 'metrics',
  summary: 'Keeps web pages of other origins away from what has no such check itself',
  needs: [],
  // The ports that it listens on are shown with the programs that it stands before.
  ports: [],
  prepare: (lab, run) => buildService('contracts', lab, run),

  launch: (lab) => ({
    command: process.execPath,
    args: ['--max-old-space-size=64', 'tools/supervisor/src/guard/main.ts'],
    env: minimalEnv({ GUARDED: JSON.stringify(guardedPorts(lab)) }),
    cwd: lab.root,
  }),

  ready: async (lab) =>
    (await Promise.all(guardedPorts(lab).map(({ listen }) => accepts(listen)))).every(Boolean),
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
