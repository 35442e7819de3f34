import { beforeAll, describe, expect, it } from 'vitest';
import { control, lab, ready, run } from '../support/labs/running-lab.ts';

describe('./lab dev', () => {
  beforeAll(() => ready());

  it('runs one service in the foreground with an inspector, and returns it to the lab', async () => {
    const developing = run('dev', 'cart');
    const inspector = async () => {
      const answer = await fetch(`http://127.0.0.1:${9229 + lab.portOffset}/json/list`);
      return (await answer.json()) as { title: string }[];
    };
    await expect.poll(inspector, { timeout: 60_000 }).toMatchObject([{ title: 'dist/main.js' }]);
    const health = async () => (await fetch(`${lab.url('cart')}/health/ready`)).status;
    await expect.poll(health, { timeout: 60_000 }).toBe(200);
    const parts = await control.states();
    expect(parts.find(({ name }) => name === 'cart')).toMatchObject({ state: 'stopped' });
    developing.kill('SIGINT');
    const { exitCode, all } = await developing;
    expect(exitCode, all).toBe(0);
    expect(all).toContain('cart runs in the lab again.');
    await ready();
  });

  it('refuses a name that is not a service of the shop', async () => {
    const { exitCode, all } = await run('dev', 'kafka');
    expect(exitCode).toBe(2);
    expect(all).toContain('catalog');
  });
});
