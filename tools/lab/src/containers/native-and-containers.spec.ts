import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { databaseOwners } from '@webstore/lab-core/secrets.ts';
import { components } from '@webstore/supervisor/components/index.ts';
import { composeText, parseCompose } from '@webstore/lab-core/containers/compose-file.ts';
import { interpolated } from '@webstore/lab-core/containers/interpolated.ts';

const lab = openLab();
const text = (path: string) => readFileSync(join(lab.root, path), 'utf8');
const secrets = Object.fromEntries(containerSecrets.map((name) => [name, 'a-secret-of-a-test']));
const { services } = parseCompose(
  interpolated(composeText(lab.root), { ...secrets, LOG_FILE: '/somewhere' }),
);
const built = Object.entries(services).filter(([, { build }]) => build);
const native = Object.fromEntries(components.map((component) => [component.name, component]));

describe('the shop in containers', () => {
  beforeAll(() => vi.stubEnv('LAB_ENV_FILE', '/nowhere'));

  it('has every service that native mode has', () => {
    const ofTheRepository = components.filter(({ name }) => existsSync(join(lab.root, 'services', name)));
    const services = new Set(built.map(([, { build }]) => build!.args['SERVICE']!));
    expect([...services].toSorted()).toEqual(ofTheRepository.map(({ name }) => name).toSorted());
  });

  it.each(built)('gives %s every variable that it has natively', (name, { build, environment = {} }) => {
    const inherited = ['PATH', 'HOME', 'TZ', 'LANG', 'LC_ALL', 'TMPDIR', 'USER'];
    // The image sets these two.
    const ofImage = ['NODE_ENV', 'HOST'];
    const natively = Object.keys(native[build!.args['SERVICE']!]!.launch!(lab).env!).filter(
      (key) => ![...inherited, ...ofImage].includes(key),
    );
    const unread: Record<string, RegExp> = {
      // Without a storefront page and tokens, no caller of the pager needs these. `--lab-clock` is native.
      pager: /^(CORS_ORIGINS|LAB_CLOCK|(USER|ADMIN|TEST|SYNTHETIC)_TOKEN|WEBSTORE_KEEP_SHARE)$/,
      // `--lab-clock` is an option of the native lab alone.
      synthetic: /^(CORS_ORIGINS|JOURNEY_EVERY_MS)$/,
    };
    const missing = natively.filter(
      (key) => !(key in environment) && !(unread[name] ?? /^CORS_ORIGINS$/).test(key),
    );
    expect(missing).toEqual([]);
  });

  it.each(built)('starts %s after its native dependencies', (_, { build, depends_on = {} }) => {
    for (const need of native[build!.args['SERVICE']!]!.needs)
      expect(depends_on[need]).toEqual({ condition: 'service_healthy' });
  });

  it.each(built)('starts %s with the same command as natively, except for its heap limit', (_, { build }) => {
    const stage = text('Dockerfile').split(`AS ${build!.target}\n`)[1]!;
    const command = /CMD (\[[\s\S]*?\])/.exec(stage)![1]!.replace('\\\n', '');
    const [, ...args] = JSON.parse(command) as string[];
    // Natively the process has no limit; in a container memory.spec.ts checks it against the container's.
    const natively = native[build!.args['SERVICE']!]!.launch!(lab).args!.filter(
      (one) => !one.startsWith('--max-old-space-size='),
    );
    expect(args).toEqual(natively);
  });

  it.each(built)('builds %s on the image that the Dockerfile names', (_, { build }) => {
    expect(text('Dockerfile')).toContain(`ARG NODE_IMAGE=${build!.args['NODE_IMAGE']}\n`);
  });

  it('runs the same Node as native mode', () => {
    const { devDependencies } = JSON.parse(text('package.json')) as { devDependencies: { node: string } };
    expect(text('Dockerfile')).toContain(`ARG NODE_IMAGE=node:${devDependencies.node}-`);
  });

  it('overrides exactly the Kafka properties that native mode fills in, and its two listeners', () => {
    const environment = services['kafka']!.environment!;
    const nameOf = (property: string) => `KAFKA_${property.replaceAll('.', '_').toUpperCase()}`;
    const properties = text('infra/kafka/server.properties').match(/^[\w.]+=.*$/gm)!;
    const filledIn = properties
      .filter((line) => line.includes('{{'))
      .map((line) => nameOf(line.split('=')[0]!));
    expect(filledIn.filter((name) => !(name in environment))).toEqual([]);
    for (const line of properties.filter((one) => !one.includes('{{'))) {
      const [property = '', value] = line.split('=');
      const over = environment[nameOf(property)];
      if (over !== undefined) expect(String(over)).toBe(value);
    }
  });

  it('creates the same databases and roles as native mode', () => {
    const script = text('infra/postgres/create-databases.sh');
    expect(script).toContain(`for service in ${databaseOwners.join(' ')}; do`);
    expect(script).toContain('grant pg_monitor to monitor;');
    const { environment = {} } = services['postgres']!;
    const passwords = Object.keys(environment).filter((name) => name.endsWith('_DB_PASSWORD'));
    expect(passwords.toSorted()).toEqual(
      [...databaseOwners, 'monitor'].map((role) => `${role.toUpperCase()}_DB_PASSWORD`).toSorted(),
    );
  });

  it('monitors PostgreSQL with the role monitor in both modes, and gives the collector no other password', () => {
    const natively = native['postgres-exporter']!.launch!(lab).env!['DATA_SOURCE_NAME'];
    expect(new URL(natively!)).toMatchObject({ username: 'monitor', pathname: '/postgres' });
    expect(text('infra/alloy/metrics.alloy')).toContain(
      '"postgresql://monitor:" + sys.env("MONITOR_DB_PASSWORD")',
    );
    const given = Object.keys(services['alloy']!.environment!).filter((name) => name.includes('PASSWORD'));
    expect(given).toEqual(['MONITOR_DB_PASSWORD']);
  });
});
