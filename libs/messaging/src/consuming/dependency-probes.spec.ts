import { describe, expect, it, vi } from 'vitest';
import { DependencyProbes } from './dependency-probes';

describe('the probes of the dependencies', () => {
  it('name each dependency that is down, with the cause', async () => {
    const check = async () => {
      throw new Error('', { cause: new Error('ECONNREFUSED') });
    };
    const sut = new DependencyProbes([
      { name: 'postgres', check: async () => undefined },
      { name: 'bank', check },
    ]);
    expect(await sut.down()).toEqual([{ name: 'bank', cause: 'Error: ECONNREFUSED (Error: ECONNREFUSED)' }]);
  });

  it('report a dependency that does not respond, or whose check throws synchronously, as down', async () => {
    const sut = new DependencyProbes(
      [
        { name: 'frozen', check: () => new Promise(() => undefined) },
        {
          name: 'broken',
          check: () => {
            throw new TypeError('no pool');
          },
        },
      ],
      5,
    );
    expect((await sut.down()).map(({ name }) => name)).toEqual(['frozen', 'broken']);
  });

  it('do not probe again while a probe is pending: each probe would hold a connection', async () => {
    let answer!: () => void;
    const check = vi.fn(() => new Promise<void>((resolve) => (answer = resolve)));
    const sut = new DependencyProbes([{ name: 'frozen', check }], 5);
    expect(await sut.down()).toHaveLength(1);
    expect(await sut.down()).toHaveLength(1);
    expect(check).toHaveBeenCalledTimes(1);
    const last = sut.down();
    answer();
    expect(await last).toEqual([]);
  });

  it('skip optional dependencies', async () => {
    const sut = new DependencyProbes([
      { name: 'cache', optional: true, check: () => Promise.reject(new Error('down')) },
    ]);
    expect(await sut.down()).toEqual([]);
  });

  it('share one probe among concurrent partitions, and probe again later', async () => {
    const check = vi.fn(async () => undefined);
    const sut = new DependencyProbes([{ name: 'bank', check }]);
    await Promise.all([sut.down(), sut.down(), sut.down()]);
    expect(check).toHaveBeenCalledTimes(1);
    await sut.down();
    expect(check).toHaveBeenCalledTimes(2);
  });
});
