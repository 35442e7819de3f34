import { catalogue, resolveFault, mitigationActions, parts } from '@webstore/faults';
import { queries } from '@webstore/signals';
import { describe, expect, it } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { changesOf } from '../mitigations/settings.ts';
import { components } from '@webstore/supervisor/components/index.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';
import { textOf } from './measured.ts';
import { mechanisms } from './mechanisms/index.ts';

describe('the catalogue of faults', () => {
  it('has an implementation of each fault, and no implementation without a fault', () => {
    expect(Object.keys(mechanisms).toSorted()).toEqual(catalogue.map(({ id }) => id).toSorted());
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
