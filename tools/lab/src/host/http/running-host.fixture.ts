import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { hostServer } from './server.ts';

export interface RunningHost {
  /** The lab of the control, with the address of this host. */
  lab: Lab;
  url: string;
  client: HostClient;
  /** Unexpected errors. */
  logged: unknown[];
  close(): Promise<void>;
}

/** A host in this process, on a port of its own. */
export async function runHost(control: ComponentControl): Promise<RunningHost> {
  const logged: unknown[] = [];
  const token = control.lab.hostToken();
  const server = await hostServer({ control, token, log: (error) => logged.push(error) });
  const url = await server.listen({ host: '127.0.0.1', port: 0 });
  const lab: Lab = { ...control.lab, url: (name) => (name === 'host' ? url : control.lab.url(name)) };
  return { lab, url, client: new HostClient(lab), logged, close: () => server.close() };
}
