import { describe, expect, it } from 'vitest';
import { parseContainers } from './containers.ts';

const oneShots = ['grafana-setup', 'mimir-ready'];
const parsed = (text: string) => parseContainers(text, (name) => oneShots.includes(name));

const line = (Service: string, State: string, more: object = {}) =>
  JSON.stringify({ Service, State, Health: '', Status: State, ExitCode: 0, Publishers: null, ...more });
const states = (...lines: string[]) =>
  Object.fromEntries(parsed(lines.join('\n')).map(({ name, state }) => [name, state]));

describe('the containers of the lab', () => {
  it('are ready when healthy, or running without a health check', () => {
    const lines = [
      line('catalog', 'running', { Health: 'healthy' }),
      line('mimir', 'running'),
      line('kafka', 'running', { Health: 'starting' }),
      line('pager', 'created'),
    ];
    expect(states(...lines)).toEqual({
      catalog: 'ready',
      mimir: 'ready',
      kafka: 'starting',
      pager: 'waiting',
    });
  });

  it('are not ready before Docker lists the health of one with a health check', () => {
    const [one] = parseContainers(
      line('payment-2', 'running'),
      () => false,
      () => true,
    );
    expect(one).toMatchObject({ state: 'starting', settled: false });
  });

  it('are ready when their work is done, and failed otherwise', () => {
    const lines = [
      line('grafana-setup', 'exited'),
      line('mimir-ready', 'exited', { ExitCode: 1 }),
      line('tempo', 'restarting'),
      line('cart', 'running', { Health: 'unhealthy' }),
    ];
    expect(states(...lines)).toEqual({
      'grafana-setup': 'ready',
      'mimir-ready': 'failed',
      tempo: 'failed',
      cart: 'failed',
    });
    expect(parsed(lines[1]!)[0]!.reason).toContain('./lab logs mimir-ready');
  });

  it('are stopped when they ended and have more to do, whatever their exit code', () => {
    const lines = [line('cart', 'exited'), line('postgres', 'exited', { ExitCode: 137 })];
    expect(states(...lines)).toEqual({ cart: 'stopped', postgres: 'stopped' });
  });

  it('are frozen when Docker has paused them', () => {
    const [one] = parsed(line('redis', 'paused', { Health: 'healthy' }));
    expect(one).toMatchObject({ isFrozen: true, state: 'waiting', settled: false });
  });

  it('are parsed as lines and, of older versions of Compose, as a list', () => {
    const both = [line('cart', 'running'), line('catalog', 'running')];
    expect(parsed(`[${both.join(',')}]`)).toEqual(parsed(both.join('\n')));
    expect(parsed('')).toEqual([]);
  });

  it('show each port once, although it is published for two address families', () => {
    const published = [{ PublishedPort: 8001 }, { PublishedPort: 8001 }, { PublishedPort: 0 }];
    expect(parsed(line('catalog', 'running', { Publishers: published }))[0]!.ports).toEqual([8001]);
  });
});
