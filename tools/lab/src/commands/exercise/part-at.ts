import type { Lab } from '@webstore/lab-core/lab.ts';
import { type PortName, ports } from '@webstore/lab-core/ports.ts';

/** Which part listens at a port, as far as a service calls it. Names of ports are names of parts there. */
export const partAt = (lab: Lab, port: number): string | undefined =>
  (Object.keys(ports) as PortName[]).find((name) => lab.port(name) === port);
