import { describe, expect, it } from 'vitest';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { type PortName, ports } from '@webstore/lab-core/ports.ts';
import { partAt } from './part-at.ts';

const labWith = (inContainers: boolean) =>
  ({ inContainers, port: (name: PortName) => ports[name] + 3_000 }) as unknown as Lab;

describe('the component at a port that services call', () => {
  it('has the offset of the lab natively, where all listen on this machine', () => {
    expect(partAt(labWith(false), 11_001)).toBe('catalog');
    expect(partAt(labWith(false), 8_001)).toBeUndefined();
  });

  it('has no offset in containers, where services call each other inside', () => {
    expect(partAt(labWith(true), 8_001)).toBe('catalog');
    expect(partAt(labWith(true), 5_432)).toBe('postgres');
    expect(partAt(labWith(true), 11_001)).toBeUndefined();
  });
});
