import { describe, expect, it } from 'vitest';
import { environments } from '@webstore/lab-core/environments.ts';
import {
  containerPorts,
  isTelemetryPort,
  largestOffset,
  type PortName,
  ports,
  storefrontPort,
} from '@webstore/lab-core/ports.ts';
import { stages } from './component.ts';
import { components, componentsOf, componentsUpTo } from './index.ts';

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

  it('gives an environment beside local what it does not share, with all dependencies', () => {
    const staging = componentsOf({ environment: 'staging' });
    expect(staging.map(({ name }) => name)).toContain('kafka');
    const shared = components.filter((component) => !staging.includes(component));
    expect(shared.flatMap((component) => component.ports).toSorted()).toEqual(
      Object.keys(ports)
        .filter((name) => isTelemetryPort(name as PortName))
        .toSorted(),
    );
    const needs = staging.flatMap((component) => component.needs);
    expect(needs.filter((need) => shared.some(({ name }) => name === need))).toEqual([]);
  });

  it('gives no port of one environment to another', () => {
    const all = Object.values(environments).flatMap(({ portOffset }) =>
      Object.values({ ...ports, ...containerPorts, storefrontPort }).map((port) => port + portOffset),
    );
    expect(all.length).toBeGreaterThan(60);
    expect(new Set(all).size).toBe(all.length);
  });

  it('makes the shop depend on its backing services', () => {
    expect(new Set(componentsUpTo({ environment: 'local' }, 'shop').map(({ stage }) => stage))).toEqual(
      new Set(['backing', 'shop']),
    );
  });
});
