import type { Lab } from '@webstore/lab-core/lab.ts';
import { type PortName, ports } from '@webstore/lab-core/ports.ts';

/**
 * The component at a port that services call. There, names of ports are names of components. In containers
 * services call each other inside, where no offset shifts the ports.
 */
export const partAt = (lab: Lab, port: number): string | undefined =>
  (Object.keys(ports) as PortName[]).find(
    (name) => (lab.inContainers ? ports[name] : lab.port(name)) === port,
  );
