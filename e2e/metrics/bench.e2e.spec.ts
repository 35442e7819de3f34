import { beforeAll, describe, expect, it } from 'vitest';
import { ready, run } from '../support/labs/running-lab.ts';

interface Found {
  figures: {
    costs: Record<
      'off' | 'ours' | 'stock',
      { spans: Record<string, number>; cpuPerUnit: { median: number } }
    >;
    requests: number;
  }[];
  targets: { what: string; holds: boolean }[];
}

/** Tests only what the bench measures, not the results. */
describe('the bench', () => {
  beforeAll(() => ready());

  it('runs one application without telemetry, with ours and with the stock package, and leaves the shop ready', async () => {
    const { exitCode, stdout, all } = await run(
      'bench',
      'overhead',
      '--workload',
      'trivial',
      '--rounds',
      '1',
      '--seconds',
      '1',
      '--json',
    );
    const { figures, targets } = JSON.parse(stdout) as Found;
    expect(exitCode, all).toBe(targets.every(({ holds }) => holds) ? 0 : 1);
    const [{ costs } = { costs: undefined }] = figures;
    expect(costs?.off.spans).toEqual({});
    expect(costs?.ours.spans).toEqual({
      'bench: GET /hello/:name (server)': 1,
      'bench: HelloController.greet (internal)': 1,
    });
    expect(Object.keys(costs?.stock.spans ?? {})).toEqual([
      'bench: GET (server)',
      'bench: greet (internal)',
      'bench: HelloController.greet (internal)',
    ]);
    await ready();
  });

  it('sees requests in all three stores', async () => {
    const { exitCode, stdout, all } = await run('bench', 'delay', '--json');
    expect(exitCode, all).toBe(0);
    expect((JSON.parse(stdout) as Found).figures[0]?.requests).toBeGreaterThan(0);
  });

  it.each([
    ['nonsense', /overhead/],
    ['overhead', '--rounds', '0', /from 1 to 100/],
  ])('exits with 2 for %s and names the remedy', async (...typed) => {
    const said = typed.at(-1) as RegExp;
    const { exitCode, all } = await run('bench', ...(typed.slice(0, -1) as string[]));
    expect(exitCode).toBe(2);
    expect(all).toMatch(said);
  });
});
