import type { Lab } from '@webstore/lab-core/lab.ts';
import type { PortName } from '@webstore/lab-core/ports.ts';

/**
 * Programs of others that would let any web page read them or write to them. The guard has the port that users know; the program
 * itself listens on one to which no browser opens a connection, whatever the page (Fetch standard, "port blocking": 6665 to 6669 are
 * IRC's). So no page gets past the guard. These ports are not shifted by the offset, as another would not be blocked: each lab has an
 * address of the loopback instead.
 */
const innerPorts = {
  prometheus: 6665,
  alertmanager: 6666,
  loki: 6667,
  jaeger: 6668,
  otlpHttp: 6669,
} as const satisfies Partial<Record<PortName, number>>;
type Guarded = keyof typeof innerPorts;

/** Where the program itself listens. */
export function innerAddress(lab: Lab, name: Guarded): { host: string; port: number } {
  return { host: `127.88.${lab.portOffset >> 8}.${lab.portOffset & 0xff}`, port: innerPorts[name] };
}

/** The same as `host:port`. */
export function innerListener(lab: Lab, name: Guarded): string {
  const { host, port } = innerAddress(lab, name);
  return `${host}:${port}`;
}

/** What the guard stands before. */
export const guardedPorts = (lab: Lab) =>
  (Object.keys(innerPorts) as Guarded[]).map((name) => ({
    listen: lab.port(name),
    ...innerAddress(lab, name),
  }));
