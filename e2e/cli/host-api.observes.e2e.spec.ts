import { beforeAll, describe, expect, it } from 'vitest';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import { routes } from '@webstore/lab-core/host-api/routes.ts';
import { control, lab, ready, runJson } from '../support/labs/running-lab.ts';

const host = new HostClient(lab);
const authorized = { authorization: `Bearer ${lab.hostToken()}` };

describe('the API of the host', () => {
  beforeAll(() => ready());

  it('has every component with its state, and no process id', async () => {
    const { components } = await host.call('listComponents', {});
    const names = (await control.states()).map(({ name }) => name);
    expect(components.map(({ name }) => name)).toEqual(names);
    expect(components.find(({ name }) => name === 'host')).toMatchObject({
      state: 'ready',
      ports: [lab.port('host')],
    });
    expect(JSON.stringify(components)).not.toContain('pid');
  });

  it('has what the commands print', async () => {
    const { faults } = await host.call('listFaults', {});
    expect((await runJson('break', 'list', '--json')).json).toEqual(faults);
    const { exercises } = await host.call('listExercises', { query: { learner: 'ada-of-a-test' } });
    expect((await runJson('exercise', 'list', '--learner', 'ada-of-a-test', '--json')).json).toEqual(
      exercises,
    );
    const { objectives } = await host.call('listObjectives', {});
    expect(objectives.map(({ objective }) => objective)).toContain('checkout-availability');
  });

  it('answers without the token nothing but that it lives', async () => {
    for (const path of ['/v1/components', '/v1/faults', '/v1/openapi.json', '/', '/docs', '/metrics']) {
      const { status } = await fetch(`${lab.url('host')}${path}`);
      expect({ path, status }).toEqual({ path, status: 401 });
    }
    const live = await fetch(`${lab.url('host')}/health/live`);
    expect(await live.json()).toEqual({ status: 'ok' });
  });

  it('describes its routes in OpenAPI', async () => {
    const response = await fetch(`${lab.url('host')}/v1/openapi.json`, { headers: authorized });
    const document = (await response.json()) as { openapi: string; paths: object; info: object };
    expect(document).toMatchObject({ openapi: '3.1.0', info: { version: lab.version } });
    const paths = new Set(Object.values(routes).map(({ path }) => path.replace(/:(\w+)/g, '{$1}')));
    expect(Object.keys(document.paths).toSorted()).toEqual([...paths].toSorted());
  });
});
