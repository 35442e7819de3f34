import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import { containerPorts, ports } from '@webstore/lab-core/ports.ts';
import { forServices, parseSettings, settingNames } from '@webstore/lab-core/settings.ts';
import { composeValidator } from './compose-schema.fixture.ts';
import { portVariable } from './port-variable.ts';
import {
  type ComposeService,
  composeText,
  parseCompose,
} from '@webstore/lab-core/containers/compose-file.ts';
import { insistedOn, interpolated } from '@webstore/lab-core/containers/interpolated.ts';

const root = resolve(import.meta.dirname, '../../../..');
const text = composeText(root);
const secrets = Object.fromEntries(
  containerSecrets.map((name, at) => [name, `secret-number-${at}-of-a-test`]),
);
const read = (env: Record<string, string> = secrets) => parseCompose(interpolated(text, env));

const { services } = read();
const all = Object.entries(services);
const profiles = [...new Set(all.flatMap(([, service]) => service.profiles ?? []))];
const withProfiles = (wanted: string[]) =>
  all.filter(([, { profiles: own = [] }]) => own.length === 0 || own.some((one) => wanted.includes(one)));
const core = withProfiles([]);
const selections: [string, string[]][] = [
  ['no profile', []],
  ['all profiles', profiles],
  ...profiles.map((one): [string, string[]] => [`the profile ${one}`, [one]]),
];

/** Images with a single program that can start no other, from their projects' own Dockerfiles. */
const withoutShell: Record<string, string> = {
  loki: '/usr/bin/loki',
  tempo: '/tempo',
  pyroscope: 'profilecli',
};
/** Images without a program for a health check, or services that end when their work is done. */
const unasked = ['beyla', 'fluent-bit', 'grafana-setup', 'jaeger', 'k6', 'mimir', 'mimir-ready'];

describe('docker-compose.yml', () => {
  const valid = composeValidator(root);

  it.each(selections)('matches the schema of the compose specification with %s', (_, wanted) => {
    const file = { ...read(), services: Object.fromEntries(withProfiles(wanted)) };
    expect(valid(withoutAnchors(file)), JSON.stringify(valid.errors, null, 2)).toBe(true);
  });

  it('violates that schema with a misspelt key: the test above can fail', () => {
    expect(valid({ services: { one: { image: 'one', mem_limits: '1m' } } })).toBe(false);
  });

  it.each(selections)('starts no service without its dependencies, with %s', (_, wanted) => {
    const there = withProfiles(wanted).map(([name]) => name);
    for (const [, { depends_on = {}, pid = '' }] of withProfiles(wanted)) {
      expect(there).toEqual(expect.arrayContaining(Object.keys(depends_on)));
      if (pid.startsWith('service:')) expect(there).toContain(pid.slice('service:'.length));
    }
  });

  it('starts Alloy after Kafka, because Alloy exits if it cannot reach Kafka when it loads its configuration', () => {
    expect(services['alloy']!.depends_on).toMatchObject({ kafka: { condition: 'service_healthy' } });
  });

  it('has the profiles that the documentation names', () => {
    expect(profiles.toSorted()).toEqual(['beyla', 'fluent-bit', 'jaeger', 'k6', 'mail', 'prometheus']);
  });

  it.each(all)('publishes ports of %s on 127.0.0.1 alone', (_, { ports: published = [] }) => {
    for (const port of published) expect(port).toMatch(/^127\.0\.0\.1:\d+:\d+(\/udp)?$/);
  });

  it('publishes each port by the number and the variable of tools/lab-core/src/ports.ts', () => {
    const known = new Map(
      Object.entries({ ...ports, ...containerPorts }).map(([name, number]) => [
        portVariable(name as never),
        number,
      ]),
    );
    const published = [...text.matchAll(/127\.0\.0\.1:\$\{(\w+):-(\d+)\}/g)];
    expect(published.length).toBeGreaterThan(15);
    for (const [, variable, number] of published) expect(known.get(variable!), variable).toBe(Number(number));
  });

  it.each(all)('pins the image of %s to one version', (_, { image }) => {
    expect(image).toMatch(/^[\w./-]+:v?\d+\.\d+(\.\d+)?[\w.-]*$/);
    expect(image).not.toContain('latest');
  });

  it('contains the version of the lab everywhere it is needed', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    for (const [, { build, image, environment = {} }] of all) {
      if (!build) continue;
      expect(image).toBe(`webstore-lab/${build.args['SERVICE']}:${version}`);
      const resource = environment['OTEL_RESOURCE_ATTRIBUTES'];
      if (build.target === 'service') expect(resource).toContain(`service.version=${version},`);
    }
  });

  it('has no default password: it requires each, and ./lab env creates exactly these', () => {
    expect([...insistedOn(text)].toSorted()).toEqual([...containerSecrets].toSorted());
    for (const name of containerSecrets) {
      const rest = Object.fromEntries(Object.entries(secrets).filter(([key]) => key !== name));
      expect(() => read(rest)).toThrow(name);
    }
    for (const [name, { environment = {} }] of all) {
      const hidden = Object.entries(environment).filter(([key]) => /PASSWORD|SECRET/.test(key));
      // Null is an empty value, with its own meaning.
      for (const [key, value] of hidden)
        expect([...Object.values(secrets), null], `${name} ${key}`).toContain(value);
    }
  });

  it("passes on the optional settings of .env: further destinations of metrics and traces, and the users' first password", () => {
    const said = {
      METRICS_WRITE_URL: 'http://prometheus:9090/api/v1/write',
      JAEGER_OTLP_ENDPOINT: 'jaeger:4317',
      GRAFANA_USER_PASSWORD: 'the-first-password-of-all',
    };
    const { alloy, 'grafana-setup': setup } = read({ ...secrets, ...said }).services;
    expect({ ...alloy!.environment, ...setup!.environment }).toMatchObject(said);
  });

  it('reads settings that .env may contain, with the same defaults as natively', () => {
    const defaults = forServices(parseSettings(''));
    for (const [, name, value] of text.matchAll(/\$\{(\w+):-([^}]*)\}/g)) {
      if (name! in defaults) expect(value, name).toBe(defaults[name as keyof typeof defaults]);
      else expect([...settingNames, ...ofTheCommand()]).toContain(name);
    }
  });

  it('mounts no Docker socket, and gives host access only to the program that reads its kernel', () => {
    expect(text).not.toContain('docker.sock');
    expect(all.filter(([, { privileged }]) => privileged).map(([name]) => name)).toEqual(['beyla']);
    expect(text).not.toMatch(/AUTH_ANONYMOUS_ENABLED: '?true/);
  });

  it('limits the memory of every component, and that of the core to less than 6.2 GB', () => {
    const bytes = ([, { mem_limit = '' }]: [string, ComposeService]) => {
      expect(mem_limit).toMatch(/^\d+m$/);
      return Number.parseInt(mem_limit, 10) * 1024 ** 2;
    };
    expect(all.map(bytes)).toHaveLength(all.length);
    expect(core.map(bytes).reduce((sum, one) => sum + one, 0)).toBeLessThan(6.2e9);
  });

  it('has a health check of every component whose image can run one', () => {
    const silent = all.filter(([, { healthcheck }]) => !healthcheck).map(([name]) => name);
    expect(silent.toSorted()).toEqual(unasked);
    for (const [name, { healthcheck }] of all) {
      if (!healthcheck) continue;
      const [form, program] = healthcheck.test;
      expect(form, `${name}: a string would be run by a shell`).toBe('CMD');
      if (name in withoutShell) expect(program).toBe(withoutShell[name]);
      if (services[name]!.build) expect(program).toBe('node');
    }
  });

  it.each(all)('mounts into %s only files of the repository, and those read-only', (_, { volumes = [] }) => {
    for (const volume of volumes.filter((one) => one.startsWith('./'))) expect(volume).toMatch(/:ro$/);
    for (const source of volumes.map((volume) => volume.split(':')[0]!)) {
      if (source.startsWith('./')) expect(existsSync(join(root, source)), source).toBe(true);
      else expect(Object.keys(read().volumes)).toContain(source);
    }
  });

  it('waits for the exit of one-shot services: `up --wait` treats any other exit as a failure', () => {
    const once = core.filter(([, { command = [] }]) => command[0] === 'node').map(([name]) => name);
    expect(once.toSorted()).toEqual(['grafana-setup', 'mimir-ready']);
    const awaited = core.flatMap(([, { depends_on = {} }]) => Object.entries(depends_on));
    for (const name of once)
      expect(awaited).toContainEqual([name, { condition: 'service_completed_successfully' }]);
  });

  it('waits for health wherever there is a health check', () => {
    for (const [name, { depends_on = {} }] of all) {
      for (const [needed, { condition }] of Object.entries(depends_on)) {
        if (services[needed]!.healthcheck) expect(condition, `${name} → ${needed}`).toBe('service_healthy');
      }
    }
  });
});

/** Variables that a command sets for one run, and no setting of `.env`. */
function ofTheCommand(): string[] {
  const names = Object.keys({ ...ports, ...containerPorts });
  return [
    'CORS_ORIGINS',
    'LAB_STATE',
    'USERS',
    'DURATION',
    ...names.map((name) => portVariable(name as never)),
  ];
}

/** Removes `x-` fragments, which exist only for references that YAML has already resolved. */
function withoutAnchors(file: object): object {
  return Object.fromEntries(Object.entries(file).filter(([key]) => !key.startsWith('x-')));
}
