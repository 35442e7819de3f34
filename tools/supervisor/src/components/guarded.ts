import type { Lab } from '@webstore/lab-core/lab.ts';
import type { PortName } from '@webstore/lab-core/ports.ts';

/**
 * Programs of others that would let any web page read them or write to them. The guard has the port that users know; the program
 * itself listens on one to which no browser opens a connection, whatever the page (Fetch standard, "port blocking": 6665 to 6669 and
 * 6697 are IRC's, 6566 is that of scanners). So no page gets past the guard. These ports are not shifted by the offset, as another would
 * not be blocked: each lab has an address of the loopback instead.
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
const names = Object.keys(inner) as Guarded[];

/** Where the program itself listens. */
export function innerAddress(lab: Lab, name: Guarded): { host: string; port: number } {
  return { host: `127.88.${lab.portOffset >> 8}.${lab.portOffset & 0xff}`, port: inner[name].port };
}

/** The same as `host:port`. */
export function innerListener(lab: Lab, name: Guarded): string {
  const { host, port } = innerAddress(lab, name);
  return `${host}:${port}`;
}

/** The ports that the guard has. */
export const guardedPorts = (lab: Lab): number[] => names.map((name) => lab.port(name));

/** What the guard stands before, as its `GUARDED` has it (services/guard/src/config.ts). */
export const guardedLines = (lab: Lab): string =>
  names.map((name) => `${inner[name].program} ${lab.port(name)} ${innerListener(lab, name)}`).join('\n');
