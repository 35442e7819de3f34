import fc from 'fast-check';
import { describe, expect, it, vi } from 'vitest';
import { Sweep } from './sweep';

vi.useFakeTimers();

class Items extends Sweep {
  readonly done: string[] = [];
  readonly tries: string[] = [];

  constructor(
    private readonly open: Set<string>,
    readonly broken: Set<string>,
    batch: number,
  ) {
    super(1_000, batch);
    vi.spyOn(this.logger, 'error').mockImplementation(() => undefined);
  }

  protected async due(limit: number, without: string[]): Promise<string[]> {
    return [...this.open].filter((id) => !without.includes(id)).slice(0, limit);
  }

  protected async handle(id: string): Promise<void> {
    this.tries.push(id);
    if (this.broken.has(id)) throw new Error(`${id} is broken`);
    this.open.delete(id);
    this.done.push(id);
  }
}

const untilNothingIsDue = async (sweep: Items) => {
  for (let run = 0; run < 50; run++) await sweep.run();
};

describe('a sweep', () => {
  it('handles every valid item, even if more items are broken than fit into a batch', async () => {
    const items = fc.uniqueArray(fc.string({ minLength: 1 }), { maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(items, fc.infiniteStream(fc.boolean()), async (ids, coins) => {
        const broken = new Set(ids.filter(() => coins.next().value));
        const sut = new Items(new Set(ids), broken, 3);
        await untilNothingIsDue(sut);
        expect(sut.done.toSorted()).toEqual(ids.filter((id) => !broken.has(id)).toSorted());
      }),
    );
  });

  it('retries a broken item at growing intervals, and handles it once it is valid', async () => {
    const sut = new Items(new Set(['a']), new Set(['a']), 3);
    await untilNothingIsDue(sut);
    expect(sut.tries).toEqual(['a']);
    vi.advanceTimersByTime(1_001);
    await untilNothingIsDue(sut);
    vi.advanceTimersByTime(1_001);
    await untilNothingIsDue(sut);
    expect(sut.tries).toHaveLength(2);
    sut.broken.clear();
    vi.advanceTimersByTime(60_000);
    await sut.run();
    expect(sut.done).toEqual(['a']);
  });

  it('continues at once only while it makes progress', async () => {
    expect(await new Items(new Set(['a', 'b', 'c', 'd']), new Set(), 3).run()).toBe(true);
    expect(await new Items(new Set(['a', 'b']), new Set(), 3).run()).toBe(false);
    expect(await new Items(new Set(['a', 'b', 'c']), new Set(['a', 'b', 'c']), 3).run()).toBe(false);
  });

  it('leaves the rest of its batch for later when the service stops', async () => {
    const sut = new Items(new Set(['a', 'b']), new Set(), 3);
    await sut.beforeApplicationShutdown();
    expect(await sut.run()).toBe(false);
    expect(sut.done).toEqual([]);
  });
});
