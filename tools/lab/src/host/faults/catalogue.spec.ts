import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogue, resolveFault, mitigationActions, modes, parts } from '@webstore/faults';
import { queries } from '@webstore/signals';
import { describe, expect, it } from 'vitest';
import { composeServices } from '@webstore/lab-core/containers/compose-file.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { changesOf } from '../mitigations/settings.ts';
import { components } from '@webstore/supervisor/components/index.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';
import { textOf } from './measured.ts';
import { mechanisms } from './mechanisms/index.ts';

/** Code that acts on components only through ComponentControl. */
const actors = globSync('{faults,mitigations,exercises}/**/*.ts', {
  cwd: join(import.meta.dirname, '..'),
}).filter((file) => !file.endsWith('.spec.ts'));

describe('the catalogue of faults', () => {
  it('has an implementation of each fault, and no implementation without a fault', () => {
    expect(Object.keys(mechanisms).toSorted()).toEqual(catalogue.map(({ id }) => id).toSorted());
  });

  it('is started and ended without a function of the supervisor, and without Docker', () => {
    expect(actors.filter((file) => file.startsWith('faults/mechanisms/')).length).toBeGreaterThan(10);
    const imports = actors.flatMap((file) => {
      const text = readFileSync(join(import.meta.dirname, '..', file), 'utf8');
      const sources = [...text.matchAll(/(?:from|import\() ?'([^']+)'/g)].map(([, source]) => source!);
      return sources
        .filter((source) => source.startsWith('@webstore/supervisor') || source.includes('/containers/'))
        .map((source) => `${file} imports ${source}`);
    });
    expect(imports).toEqual([]);
  });

  it('works in each form of the lab, or says in a sentence why it does not', () => {
    for (const { id, works } of catalogue) {
      expect(Object.keys(works).toSorted(), id).toEqual(modes.toSorted());
      expect(Object.values(works), id).toContain(true);
      for (const reason of Object.values(works)) if (reason !== true) expect(reason).toMatch(/^[A-Z].*\.$/);
    }
    expect(catalogue.filter(({ works }) => works.native === true)).toHaveLength(catalogue.length);
    expect(catalogue.filter(({ works }) => works.containers === true).length).toBeGreaterThanOrEqual(26);
  });

  it('measures what works in containers by queries that run there, and acts on components that exist there', () => {
    const there = composeServices(openLab());
    for (const { id } of catalogue.filter(({ works }) => works.containers === true)) {
      const { component, where, mitigation, signal } = resolveFault(id);
      expect(queries[signal.query as keyof typeof queries].runs, id).not.toBe('native');
      expect(there, id).toEqual(expect.arrayContaining([component, where, mitigation.part]));
    }
  });

  it('names existing components', () => {
    const names = components.map(({ name }) => name);
    expect(parts.filter((part) => !names.includes(part))).toEqual([]);
  });

  it.each(catalogue.map(({ id }) => id))('measures %s by an existing query, with all its variables', (id) => {
    const { signal } = resolveFault(id);
    expect(queries).toHaveProperty(signal.query);
    expect(textOf(signal)).not.toContain('$');
  });

  it.each(catalogue.map(({ id }) => id))('recovers the shop from %s by a possible mitigation', (id) => {
    const { mitigation } = resolveFault(id);
    expect(mitigationActions).toContain(mitigation.action);
    if (mitigation.action === 'config') {
      const { variables, flags } = changesOf(nativeControl(openLab()), mitigation.part, {
        ...mitigation.settings,
      });
      const asked = Object.keys(mitigation.settings ?? {});
      expect(Object.keys({ ...variables, ...flags })).toHaveLength(asked.length);
    }
  });
});
