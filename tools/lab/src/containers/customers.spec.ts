import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Lab, openLab } from '@webstore/lab-core/lab.ts';
import { containerCustomers } from './customers.ts';

describe('customers in containers', () => {
  let lab: Lab;
  const executed: string[] = [];
  let running = '';
  beforeEach(() => {
    lab = openLab({ home: mkdtempSync(join(tmpdir(), 'customers-')), inContainers: true, portOffset: 7 });
  });
  afterEach(() => {
    executed.length = 0;
    rmSync(lab.home, { recursive: true });
  });
  const sut = () =>
    containerCustomers(
      lab,
      async (args) => {
        executed.push(`docker compose ${args.join(' ')}`);
        return { exitCode: running === 'refused' ? 1 : 0, stdout: '', stderr: 'no such image' };
      },
      async (args) => {
        executed.push(`docker ${args.join(' ')}`);
        return { exitCode: 0, stdout: running };
      },
    );

  it('are one container of k6 for each group, with its own tag and its own name', async () => {
    await sut().send({ scenario: 'countries', users: 8, country: 'BR' }, 'customers-2');
    expect(executed).toEqual([
      'docker compose --profile k6 run --rm --no-deps --detach --name webstore-lab-7-customers-2 ' +
        '--env USERS=8 --env DURATION=21600000ms --env COUNTRY=BR k6 ' +
        'run -o experimental-prometheus-rw --tag environment=local --quiet --tag wave=customers-2 /load-tests/03-countries.ts',
    ]);
  });

  it('are stopped if they are there', async () => {
    running = '';
    await sut().stop('customers');
    expect(executed).toEqual(['docker ps --quiet --filter name=^webstore-lab-7-customers$']);
    running = 'a1b2c3';
    expect(await sut().areThere('customers')).toBe(true);
    await sut().stop('customers');
    expect(executed.at(-1)).toBe('docker stop --time 3 webstore-lab-7-customers');
  });

  it('do not come when Docker refuses, which says why', async () => {
    running = 'refused';
    await expect(sut().send({ scenario: 'checkout', users: 3 }, 'customers')).rejects.toThrow(
      'The customers did not come: no such image',
    );
  });
});
