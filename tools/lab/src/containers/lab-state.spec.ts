import { existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { type ComposeFile, composeText, parseCompose } from '@webstore/lab-core/containers/compose-file.ts';
import { insistedOn } from '@webstore/lab-core/containers/interpolated.ts';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { addRollout, markHeld } from '@webstore/lab-core/rollouts/rollouts.ts';
import { overrideFile } from './compose.ts';
import { composeValidator } from './compose-schema.fixture.ts';
import { targetsOf, writeLabState } from './lab-state.ts';

describe('the state of the lab that Compose and the containers read', () => {
  let lab: Lab;
  beforeEach(() => {
    lab = openLab({ home: mkdtempSync(join(tmpdir(), 'lab-state-')), inContainers: true });
  });
  afterEach(() => rmSync(lab.home, { recursive: true }));

  const valid = composeValidator(openLab().root);
  /** The override, which must match the schema of the Compose specification. */
  function override(): ComposeFile['services'] {
    writeLabState(lab);
    const file = parse(readFileSync(overrideFile(lab), 'utf8')) as ComposeFile;
    expect(valid(file), JSON.stringify(valid.errors, null, 2)).toBe(true);
    return file.services;
  }
  const definitionOf = (name: string) => parseCompose(composeText(lab.root)).services[name]!;

  it('is no second file while nothing differs from docker-compose.yml', () => {
    writeLabState(lab);
    expect(existsSync(overrideFile(lab))).toBe(false);
    addRollout(lab, 'cart', { id: 'x', env: { LOG_LEVEL: 'debug' } });
    writeLabState(lab);
    expect(existsSync(overrideFile(lab))).toBe(true);
  });

  it('sets the variables of rollouts, the last one first, and leaves a dollar as it is', () => {
    addRollout(lab, 'cart', { id: 'x', env: { LOG_LEVEL: 'debug', A: '1' } });
    addRollout(lab, 'cart', { id: 'y', env: { LOG_LEVEL: 'error', B: 'a $price' } });
    expect(override()).toEqual({ cart: { environment: { LOG_LEVEL: 'error', A: '1', B: 'a $$price' } } });
  });

  it('is no second file for a rollout of the value that is in force', () => {
    addRollout(lab, 'cart', { id: 'x', env: { OTEL_SERVICE_NAME: 'cart' } });
    writeLabState(lab);
    expect(existsSync(overrideFile(lab))).toBe(false);
  });

  it('changes a flag of Node where the service has it: in NODE_OPTIONS', () => {
    addRollout(lab, 'cart', { id: 'x', flags: { '--max-old-space-size': '24' } });
    expect(override()).toEqual({ cart: { environment: { NODE_OPTIONS: '--max-old-space-size=24' } } });
  });

  it('changes a flag of a command, and refuses one that the component does not have', () => {
    addRollout(lab, 'loki', { id: 'x', flags: { '-config.file': '/tmp/other.yaml' } });
    expect(override()['loki']).toEqual({
      command: ['-config.file=/tmp/other.yaml', '-config.expand-env=true'],
    });
    addRollout(lab, 'loki', { id: 'y', flags: { '--coffee': 'black' } });
    expect(() => writeLabState(lab)).toThrow('loki has no flag --coffee');
  });

  it('names another version in the telemetry of a component, and as a label of its metrics', () => {
    addRollout(lab, 'catalog', { id: 'x', version: '9.9.9' });
    const { OTEL_RESOURCE_ATTRIBUTES } = override()['catalog']!.environment!;
    expect(OTEL_RESOURCE_ATTRIBUTES).toContain('service.version=9.9.9,');
    const [catalog, cart] = targetsOf(lab);
    expect(catalog).toEqual({
      targets: ['catalog:8001'],
      labels: { service: 'catalog', version: '9.9.9', environment: 'local' },
    });
    expect(cart!.labels.version).toBe(lab.version);
  });

  it("makes a replica a service of its own from the first one's definition", () => {
    addRollout(lab, 'payment', { id: 'x', instances: 2 });
    const services = override();
    const { build: _built, ...first } = definitionOf('payment');
    expect(services).toEqual({
      'payment-2': {
        ...first,
        ports: ['127.0.0.1:${PAYMENT2_PORT:-8104}:8004'],
        environment: {
          ...first.environment,
          LOG_FILE: '${LOG_FILE:+/var/log/webstore/payment-2.log}',
          OTEL_RESOURCE_ATTRIBUTES: first.environment!['OTEL_RESOURCE_ATTRIBUTES']!.replace(
            'payment-1',
            'payment-2',
          ),
        },
      },
    });
  });

  it('rolls a canary out to the replica alone, and scrapes it with its version', () => {
    const canary = { id: 'x', instances: 2, instance: 'payment-2', version: '0.1.1', env: { A: '1' } };
    addRollout(lab, 'payment', canary);
    const services = override();
    expect(Object.keys(services)).toEqual(['payment-2']);
    expect(services['payment-2']!.environment).toMatchObject({
      A: '1',
      ACQUIRER_URL: 'http://acquirer:8090',
      OTEL_RESOURCE_ATTRIBUTES: expect.stringContaining(
        'service.version=0.1.1,service.instance.id=payment-2,',
      ),
    });
    expect(targetsOf(lab).filter(({ labels }) => labels.service === 'payment')).toEqual([
      {
        targets: ['payment:8004'],
        labels: { service: 'payment', version: lab.version, environment: 'local' },
      },
      { targets: ['payment-2:8004'], labels: { service: 'payment', version: '0.1.1', environment: 'local' } },
    ]);
  });

  it('gives a held component no container, also one with rolled-out settings', () => {
    markHeld(lab, 'redis');
    addRollout(lab, 'cart', { id: 'x', env: { A: '1' } });
    markHeld(lab, 'cart');
    expect(override()).toEqual({ redis: { scale: 0 }, cart: { environment: { A: '1' }, scale: 0 } });
  });

  it('contains variables in place of passwords', () => {
    addRollout(lab, 'payment', { id: 'x', instances: 2 });
    writeLabState(lab);
    const required = insistedOn(readFileSync(overrideFile(lab), 'utf8'));
    expect([...required].every((name) => (containerSecrets as readonly string[]).includes(name))).toBe(true);
    expect(required).toContain('PAYMENT_DB_PASSWORD');
  });

  it('is readable by the users of containers only where containers mount it', () => {
    writeLabState(lab);
    markHeld(lab, 'redis');
    const modeOf = (path: string) => statSync(join(lab.dataFolder, path)).mode & 0o777;
    for (const folder of ['flags', 'acquirer', 'targets']) expect(modeOf(folder)).toBe(0o755);
    expect(modeOf('targets/services.json')).toBe(0o644);
    expect(modeOf('releases/releases.json')).toBe(0o600);
  });
});
