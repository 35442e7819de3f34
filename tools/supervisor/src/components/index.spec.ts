import { describe, expect, it } from 'vitest';
import { largestOffset, ports } from '@webstore/lab-core/ports.ts';
import { stages } from './component.ts';
import { components, componentsUpTo } from './index.ts';

const names = components.map(({ name }) => name);

describe('the stack', () => {
  it('is in the order of the stages', () => {
    const order = components.map(({ stage }) => stages.indexOf(stage));
    expect(order).toEqual(order.toSorted((a, b) => a - b));
  });

  it.each(components)('has the dependencies of $name before it', ({ name, needs }) => {
    for (const need of needs) expect(names.indexOf(need)).toBeLessThan(names.indexOf(name));
    expect(needs.filter((need) => !names.includes(need))).toEqual([]);
  });

  it('gives each port to one component, and every port to some component', () => {
    const given = components.flatMap((component) => component.ports);
    expect(given.toSorted()).toEqual(Object.keys(ports).toSorted());
  });

  it('has no duplicate ports, and space for an offset', () => {
    expect(new Set(Object.values(ports)).size).toBe(Object.values(ports).length);
    expect(largestOffset).toBeGreaterThan(30_000);
  });

  it('makes the shop depend on its backing services', () => {
    expect(new Set(componentsUpTo('shop').map(({ stage }) => stage))).toEqual(new Set(['backing', 'shop']));
  });
});
