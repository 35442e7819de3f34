import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import {
  composeText,
  definitionOf,
  parseCompose,
  parseSlimCompose,
  slimText,
} from '@webstore/lab-core/containers/compose-file.ts';
import { interpolated } from '@webstore/lab-core/containers/interpolated.ts';
import { instancesOf } from '@webstore/lab-core/rollouts/replicas.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { composeFiles } from './compose.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const secrets = Object.fromEntries(containerSecrets.map((name) => [name, 'a-secret-of-a-test']));
const complete = parseCompose(interpolated(composeText(root), secrets)).services;
const slim = parseSlimCompose(interpolated(slimText(root), secrets));

interface Target {
  targets: string[];
  labels: Record<string, string>;
}
const targets = (file: string) => JSON.parse(read(`infra/prometheus/compose/${file}`)) as Target[];

describe('the lab in containers with --slim', () => {
  it('is merged from both files by every later command, until up without --slim', () => {
    const home = mkdtempSync(join(tmpdir(), 'slim-'));
    const names = () => composeFiles(openLab({ home })).map((file) => basename(file));
    openLab({ home, inContainers: true, isSlim: true });
    expect(names()).toEqual(['docker-compose.yml', 'docker-compose.slim.yml']);
    openLab({ home, inContainers: true, isSlim: false });
    expect(names()).toEqual(['docker-compose.yml']);
    rmSync(home, { recursive: true });
  });

  const left = Object.keys(slim.services).filter((name) =>
    slim.services[name]!.profiles?.includes('complete'),
  );
  const starts = (name: string) =>
    name === 'prometheus' || (!left.includes(name) && complete[name]!.profiles === undefined);

  it('changes services of docker-compose.yml alone, and leaves out Mimir and Pyroscope', () => {
    expect(Object.keys(slim.services).filter((name) => !(name in complete))).toEqual([]);
    expect(left).toEqual(['mimir', 'mimir-ready', 'pyroscope']);
  });

  it('makes no service wait for one that is left out', () => {
    const waiting = Object.keys(complete)
      .filter(starts)
      .flatMap((name) =>
        Object.keys(slim.services[name]?.depends_on ?? complete[name]!.depends_on ?? {}).map(
          (other) => [name, other] as const,
        ),
      );
    expect(waiting.filter(([, other]) => !starts(other))).toEqual([]);
  });

  it('scrapes the same components, with Prometheus in the place of Mimir', () => {
    const parts = (file: string) => targets(file).map(({ labels }) => labels['part']);
    expect(parts('slim/stack.json')).toEqual(
      parts('targets/stack.json')
        .filter((part) => part !== 'pyroscope')
        .map((part) => (part === 'mimir' ? 'prometheus' : part)),
    );
  });

  it('changes of a service with replicas the environment alone, which a replica has as well', () => {
    for (const [name, changed] of Object.entries(slim.services))
      if (instancesOf(name).length > 1) expect(Object.keys(changed)).toEqual(['environment']);
    const { environment } = definitionOf({ root, isSlim: true }, 'payment')!;
    expect(environment).toMatchObject({ PYROSCOPE_SERVER_ADDRESS: '', PORT: 8004 });
    expect(definitionOf({ root, isSlim: false }, 'payment')!.environment).toMatchObject({
      PYROSCOPE_SERVER_ADDRESS: 'http://guard:4041',
    });
  });

  it('starts no profiler in a service', () => {
    const profiled = Object.keys(complete).filter(
      (name) => complete[name]!.environment?.['PYROSCOPE_SERVER_ADDRESS'],
    );
    expect(profiled.length).toBeGreaterThan(0);
    for (const name of profiled)
      expect(slim.services[name]?.environment?.['PYROSCOPE_SERVER_ADDRESS']).toBe('');
  });
});
