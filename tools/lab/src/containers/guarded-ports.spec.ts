import { globSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type AlloyBlock, readAlloyFile } from '@webstore/checks/compose/alloy-file.ts';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import {
  type ComposeFile,
  type ComposeService,
  composeText,
  networksOf,
  parseCompose,
} from '@webstore/lab-core/containers/compose-file.ts';
import { interpolated } from '@webstore/lab-core/containers/interpolated.ts';

const root = resolve(import.meta.dirname, '../../../..');
const secrets = Object.fromEntries(containerSecrets.map((name) => [name, 'a-secret-of-a-test']));
const file = parseCompose(interpolated(composeText(root), secrets));
const isGuard = ({ build }: ComposeService) => build?.args['SERVICE'] === 'guard';
const guards = Object.entries(file.services).filter(([, service]) => isGuard(service));

/** Ports of third-party programs that a page can reach but whose protocol it cannot send. */
const withoutHttp: Record<string, string> = {
  'postgres:5432': 'its own protocol',
  'redis:6379': 'its own protocol: it hangs up at the first line of HTTP',
  'kafka:9094': 'its own protocol',
  'alloy:4317': 'gRPC, which is HTTP/2 from the first byte and without TLS: no browser speaks that',
  'alloy:12201/udp': 'UDP',
};

/** Ports to which no browser opens a connection (Fetch standard, "port blocking"). */
const isBlocked = (port: number) => port >= 6665 && port <= 6669;

/** The host has no address on this network, and so no route to its containers. */
const isHidden = ({ networks }: ComposeFile, name: string) =>
  networks[name]?.internal === true &&
  networks[name].driver_opts?.['com.docker.network.bridge.inhibit_ipv4'] === 'true';

/**
 * Access of a browser on this machine to third-party programs past the guard: as `service:port`, or as a
 * reachable network.
 */
function exposures(compose: ComposeFile): string[] {
  const others = Object.entries(compose.services).filter(([, { build }]) => !build);
  return others.flatMap(([name, service]) => {
    const published = (service.ports ?? []).map((port) => `${name}:${port.split(':').at(-1)}`);
    const speaksHttp = !published.some((port) => port in withoutHttp);
    const open = networksOf(service).filter((network) => !isHidden(compose, network));
    return [
      ...published.filter((port) => !(port in withoutHttp)),
      ...(speaksHttp ? open.map((network) => `${name} on ${network}`) : []),
    ];
  });
}

/** The file with one service changed. */
function fileWith(name: string, more: Partial<ComposeService>): ComposeFile {
  const other = structuredClone(file);
  Object.assign(other.services[name]!, more);
  return other;
}

describe('third-party programs that speak HTTP', () => {
  it('are reachable only through the guard', () => {
    expect(exposures(file)).toEqual([]);
  });

  it('are detected when they are published past it, or on a network that this machine reaches: the test above can fail', () => {
    expect(exposures(fileWith('loki', { ports: ['127.0.0.1:3100:3100'] }))).toEqual(['loki:3100']);
    expect(exposures(fileWith('alloy', { ports: ['127.0.0.1:4318:6666'] }))).toContain('alloy:6666');
    expect(exposures(fileWith('mimir', { networks: ['default', 'published'] }))).toEqual([
      'mimir on published',
    ]);
    const open = { ...file, networks: { default: null } };
    expect(exposures(open)).toContain('alertmanager on default');
  });

  it('listen on ports that no browser opens where this machine reaches their container: Alloy', () => {
    const portsOf = ({ attributes, blocks }: AlloyBlock): number[] => [
      ...Object.entries(attributes).flatMap(([name, value]) => {
        if (name === 'listen_port') return [Number(value)];
        return ['endpoint', 'listen_address'].includes(name)
          ? [Number(/^0\.0\.0\.0:(\d+)$/.exec(String(value))?.[1])]
          : [];
      }),
      ...blocks.flatMap(portsOf),
    ];
    const listeners = globSync('infra/alloy/*.alloy', { cwd: root })
      .flatMap((path) => portsOf(readAlloyFile(join(root, path))))
      .filter(Boolean);
    const own = file.services['alloy']!.command!.flatMap(
      (word) => /^--server.http.listen-addr=0.0.0.0:(\d+)$/.exec(word)?.[1] ?? [],
    );
    const others = [4317, 4327, 12201];
    const http = [...own.map(Number), ...listeners].filter((port) => !others.includes(port));
    expect(http.toSorted()).toEqual([6665, 6666, 6667, 6668, 6669]);
    expect(http.every(isBlocked)).toBe(true);
  });

  it("are safe there from Node's fetch, which refuses the same ports", () => {
    for (const { environment = {} } of Object.values(file.services)) {
      const { port } = new URL(environment['PYROSCOPE_SERVER_ADDRESS'] ?? 'http://localhost');
      expect(isBlocked(Number(port))).toBe(false);
    }
  });
});

describe('a guard', () => {
  const linesOf = ({ environment }: ComposeService) =>
    environment!
      ['GUARDED']!.trim()
      .split('\n')
      .map((line) => line.split(' ') as [string, string, string]);

  it.each(guards)('%s publishes exactly its listening ports, at the usual numbers', (_, service) => {
    const published = service.ports!.map((port) => port.split(':').slice(1).join(' '));
    const listened = linesOf(service).map(([, listen]) => listen);
    // Only Node's fetch goes through the guard: it sends profiles.
    const inside = listened.filter((port) => port !== '4041');
    expect(published.toSorted()).toEqual(inside.map((port) => `${port} ${port}`).toSorted());
  });

  it.each(guards)('%s proxies to existing programs, with a rule for each', async (_, service) => {
    const known = readFileSync(join(root, 'services/guard/src/programs.ts'), 'utf8');
    for (const [program, , address] of linesOf(service)) {
      const upstream = file.services[address.split(':')[0]!]!;
      expect(known).toMatch(new RegExp(`^  ${program}: `, 'm'));
      for (const profile of upstream.profiles ?? []) expect(service.profiles).toContain(profile);
    }
  });

  it.each(guards)(
    '%s starts without its upstreams: a missing one fails like behind any port',
    (_, { depends_on }) => {
      expect(depends_on).toBeUndefined();
    },
  );
});
