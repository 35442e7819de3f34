import type { Lab } from '@webstore/lab-core/lab.ts';
import { isTelemetryPort, type PortName, ports } from '@webstore/lab-core/ports.ts';

/**
 * Third-party programs that would let any web page read or change their data. The guard has the port that
 * users know. The program itself listens on a port to which no browser opens a connection (Fetch standard,
 * "port blocking": 6665 to 6669 and 6697 are IRC's, 6566 is that of scanners). So no page can bypass the
 * guard. The offset does not shift these ports, because another port would not be blocked: each lab has its
 * own loopback address instead.
 */
const inner = {
  prometheus: { program: 'prometheus', port: 6665 },
  alertmanager: { program: 'alertmanager', port: 6666 },
  loki: { program: 'loki', port: 6667 },
  jaeger: { program: 'jaeger', port: 6668 },
  otlpHttp: { program: 'otlp', port: 6669 },
  redisExporter: { program: 'redis-exporter', port: 6697 },
  postgresExporter: { program: 'postgres-exporter', port: 6566 },
} as const satisfies Partial<Record<PortName, { program: string; port: number }>>;
type Guarded = keyof typeof inner;
/** The guard of `local` serves all environments with the programs that they share. */
const namesOf = ({ environment }: Lab) =>
  (Object.keys(inner) as Guarded[]).filter((name) => environment === 'local' || !isTelemetryPort(name));

/** The listening address of the program itself. */
export function innerAddress(lab: Lab, name: Guarded): { host: string; port: number } {
  const offset = lab.port(name) - ports[name];
  return { host: `127.88.${offset >> 8}.${offset & 0xff}`, port: inner[name].port };
}

/** The same as `host:port`. */
export function innerListener(lab: Lab, name: Guarded): string {
  const { host, port } = innerAddress(lab, name);
  return `${host}:${port}`;
}

/** The guard's ports. */
export const guardedPorts = (lab: Lab): number[] => namesOf(lab).map((name) => lab.port(name));

/** The programs behind the guard, in the format of its `GUARDED` (services/guard/src/config.ts). */
export const guardedLines = (lab: Lab): string =>
  namesOf(lab)
    .map((name) => `${inner[name].program} ${lab.port(name)} ${innerListener(lab, name)}`)
    .join('\n');
