import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { ComponentControl } from '@webstore/lab-core/component-control/component-control.ts';
import { controlOfInstances } from '@webstore/lab-core/component-control/control-of-instances.ts';
import { RecordedInstances } from '@webstore/lab-core/component-control/recorded-instances.fixture.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import { HostClient } from '@webstore/lab-core/host-api/client.ts';
import { problem } from '@webstore/lab-core/host-api/problem.ts';
import type { Route } from '@webstore/lab-core/host-api/route.ts';
import { routes } from '@webstore/lab-core/host-api/routes.ts';
import { beside, openLab } from '@webstore/lab-core/lab.ts';
import { faultsState } from '../faults/active-faults.ts';
import { seal } from '../faults/index.ts';
import { recordPublishedLines } from '../faults/published-lines.fixture.ts';
import { problemFor } from './problems.ts';
import { type RunningHost, runHost } from './running-host.fixture.ts';

describe('the host', () => {
  let control: ComponentControl;
  let host: RunningHost;
  const instances = new RecordedInstances('catalog', 'payment', 'redis');
  beforeEach(async () => {
    instances.calls.length = 0;
    const lab = openLab({ home: mkdtempSync(join(tmpdir(), 'host-')), portOffset: 30_000 });
    control = controlOfInstances(lab, instances);
    host = await runHost(control);
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await host.close();
    rmSync(host.lab.home, { recursive: true });
    expect(host.logged).toEqual([]);
  });

  const json = { 'content-type': 'application/json' };
  /** With any Host header, which fetch would replace. */
  async function send(method: string, path: string, headers: Record<string, string> = {}, body = '') {
    const token = { authorization: `Bearer ${host.lab.hostToken()}` };
    const sent = request(`${host.url}${path}`, {
      method,
      headers: { ...token, 'content-length': Buffer.byteLength(body), ...headers },
    });
    sent.end(body);
    const [response] = (await once(sent, 'response')) as [IncomingMessage];
    return {
      status: response.statusCode,
      type: response.headers['content-type'],
      headers: response.headers,
      body: await text(response),
    };
  }
  const slugOf = ({ body }: { body: string }) => problem.parse(JSON.parse(body)).type.split(':').at(-1);
  const breakRedis = JSON.stringify({ id: 'redis-down' });

  it('answers each route to the owner of the token alone, and everything else with 401', async () => {
    const filled = (path: string) => path.replace(/:\w+/g, 'redis-down');
    const paths = Object.values(routes).map(({ method, path }: Route) => [method, filled(path)] as const);
    for (const [method, path] of [...paths, ['GET', '/v1/openapi.json'], ['GET', '/nowhere']] as const)
      for (const authorization of ['', 'Bearer', 'Bearer x', `Basic ${host.lab.hostToken()}`]) {
        const answer = await send(method, path, { authorization });
        expect({ method, path, ...answer }).toMatchObject({ status: 401, type: 'application/problem+json' });
        expect(slugOf(answer)).toBe('unauthenticated');
      }
    expect(instances.calls).toEqual([]);
    expect(await send('GET', '/health/live', { authorization: '' })).toMatchObject({
      status: 200,
      body: '{"status":"ok"}',
    });
  });

  it('answers under loopback names alone, and refuses writes of pages', async () => {
    for (const name of ['evil.example', 'localhost.evil.example'])
      expect(await send('GET', '/v1/faults', { host: name })).toMatchObject({ status: 421 });
    const foreign = { ...json, origin: 'http://evil.example' };
    const answer = await send('POST', '/v1/faults', foreign, breakRedis);
    expect({ status: answer.status, slug: slugOf(answer) }).toEqual({ status: 403, slug: 'foreign_page' });
    expect(await send('DELETE', '/v1/faults', { 'sec-fetch-site': 'cross-site' })).toMatchObject({
      status: 403,
    });
    expect(await send('POST', '/v1/faults', { 'content-type': 'text/plain' }, breakRedis)).toMatchObject({
      status: 415,
    });
    expect(instances.calls).toEqual([]);
  });

  it('takes the token in the header alone', async () => {
    const token = host.lab.hostToken();
    for (const path of [
      `/v1/faults?token=${token}`,
      `/v1/faults?access_token=${token}`,
      `/v1/faults/${token}`,
    ])
      expect(await send('GET', path, { authorization: '' })).toMatchObject({ status: 401 });
    const otherHeaders: Record<string, string>[] = [
      { cookie: `token=${token}` },
      { 'x-api-key': token },
      { authorization: `Basic ${Buffer.from(`:${token}`).toString('base64')}` },
      { authorization: `Bearer ${token}x` },
      { authorization: `Bearer ${token.slice(0, -1)}` },
      { authorization: `Bearer ${'x'.repeat(8_000)}` },
    ];
    for (const headers of otherHeaders)
      expect(await send('GET', '/v1/faults', { authorization: '', ...headers })).toMatchObject({
        status: 401,
      });
    const accepted = await send('GET', '/v1/faults', { authorization: `bearer ${token}` });
    expect(accepted.status).toBe(200);
    expect(accepted.body).not.toContain(token);
  });

  it('lets no page of another origin read or ask first', async () => {
    const origin = 'http://evil.example';
    const preflight = { authorization: '', origin, 'access-control-request-method': 'POST' };
    for (const [method, headers] of [
      ['OPTIONS', preflight],
      ['GET', { origin }],
      ['HEAD', { origin }],
    ] as const) {
      const answer = await send(method, '/v1/faults', headers);
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    }
    expect(await send('OPTIONS', '/v1/faults', preflight)).toMatchObject({ status: 401 });
    const pages: Record<string, string>[] = [
      { origin: 'null' },
      { 'sec-fetch-site': 'same-site' },
      { origin: host.url + '0' },
    ];
    for (const foreign of pages)
      expect(await send('POST', '/v1/faults', { ...json, ...foreign }, breakRedis)).toMatchObject({
        status: 403,
      });
    expect(instances.calls).toEqual([]);
  });

  it('reads no file that a name leads to', async () => {
    writeFileSync(join(host.lab.home, 'stolen.json'), '[]');
    const names = [
      '..',
      '../../stolen',
      '.././stolen',
      '/etc/passwd',
      '..\\..\\stolen',
      '\0',
      'a/../../stolen',
    ];
    const wrong = [400, 404, 422];
    for (const name of names.map(encodeURIComponent)) {
      const answers = [
        await send('GET', `/v1/learners/${name}/results`),
        await send('GET', `/v1/exercises/${name}`),
        await send('GET', `/v1/exercises?learner=${name}`),
        await send('GET', `/v1/operations/${name}`),
        await send('DELETE', `/v1/faults/${name}`),
        await send('POST', `/v1/components/${name}/actions`, json, '{"action":"stop"}'),
      ];
      for (const { status, type } of answers)
        expect({ name, isRefused: wrong.includes(status!), type }).toEqual({
          name,
          isRefused: true,
          type: 'application/problem+json',
        });
    }
    const round = { exercise: '../01', learner: '../../stolen' };
    expect(await send('POST', '/v1/round', json, JSON.stringify(round))).toMatchObject({ status: 400 });
    expect(readdirSync(host.lab.home).filter((name) => name.startsWith('exercises'))).toEqual([]);
    expect(instances.calls).toEqual([]);
  });

  it.each([
    ['no HTTP', 'garbage\r\n\r\n', 400],
    ['TLS', Buffer.from([0x16, 0x03, 0x01, 0x00, 0x05, 0x01, 0x00]), 400],
    ['HTTP/2', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', 400],
    ['a head without end', `GET / HTTP/1.1\r\nx: ${'x'.repeat(70_000)}`, 431],
    ['two hosts', 'GET /v1/faults HTTP/1.1\r\nhost: 127.0.0.1\r\nhost: evil.example\r\n\r\n', 400],
    ['no host', 'GET /v1/faults HTTP/1.0\r\n\r\n', 421],
    [
      'another origin as target',
      'GET http://evil.example/v1/faults HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n',
      421,
    ],
    [
      'two lengths',
      'POST /v1/faults HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\n',
      400,
    ],
  ])('survives bytes that are %s', async (_, bytes, status) => {
    const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
    socket.write(bytes);
    const [head] = (await once(socket, 'data')) as [Buffer];
    socket.destroy();
    expect(String(head)).toContain(`HTTP/1.1 ${status} `);
    expect(String(head)).toContain('application/problem+json');
    expect(await send('GET', '/health/live')).toMatchObject({ status: 200 });
  });

  it('survives clients that leave in the middle of a body or of a response', async () => {
    for (const sent of ['content-length: 60000\r\n\r\n{"id":', '\r\n'])
      for (const method of ['GET', 'POST']) {
        const socket = connect(Number(new URL(host.url).port), '127.0.0.1');
        await once(socket, 'connect');
        const head = `host: 127.0.0.1\r\nauthorization: Bearer ${host.lab.hostToken()}\r\n`;
        await new Promise((written) =>
          socket.write(
            `${method} /v1/faults HTTP/1.1\r\n${head}content-type: application/json\r\n${sent}`,
            written,
          ),
        );
        socket.resetAndDestroy();
      }
    expect(await send('GET', '/v1/faults')).toMatchObject({ status: 200 });
    expect(instances.calls).toEqual([]);
  });

  it('answers every refusal with problem details', async () => {
    const wrong: [method: string, path: string, body: string | undefined, status: number][] = [
      ['GET', '/v1/nothing', undefined, 404],
      ['PUT', '/v1/faults', '{}', 404],
      ['POST', '/v1/faults', '{', 400],
      ['POST', '/v1/faults', '[]', 400],
      ['POST', '/v1/faults', '{"id":"redis-down","more":1}', 400],
      ['POST', '/v1/faults', '{"id":"../../x"}', 400],
      ['POST', '/v1/faults', '{"__proto__":{"id":"redis-down"}}', 400],
      ['POST', '/v1/faults', JSON.stringify({ id: 'x'.repeat(70_000) }), 413],
      ['DELETE', '/v1/faults/%00', undefined, 400],
      ['GET', '/v1/operations/1', undefined, 400],
      ['GET', '/v1/operations/00000000-0000-4000-8000-000000000000', undefined, 404],
      ['GET', '/v1/operations/00000000-0000-4000-8000-000000000000?waitMs=-1', undefined, 400],
    ];
    for (const [method, path, body, status] of wrong) {
      const answer = await send(method, path, json, body);
      expect({ method, path, ...answer }).toMatchObject({ status, type: 'application/problem+json' });
      expect(problem.parse(JSON.parse(answer.body))).toMatchObject({
        status,
        failure: 'usage',
        instance: path,
      });
    }
    expect(instances.calls).toEqual([]);
  });

  it('starts a fault as an operation, and heals it once', async () => {
    const published = recordPublishedLines();
    const started = await host.client.run('breakFault', { body: { id: 'redis-down' } });
    expect(started).toMatchObject({ id: 'redis-down', parameters: {} });
    const { components } = await host.client.call('listComponents', {});
    expect(components.find(({ name }) => name === 'redis')).toMatchObject({ state: 'stopped' });
    const { faults } = await host.client.call('listFaults', {});
    expect(faults.filter(({ on }) => on)).toMatchObject([{ id: 'redis-down', on: { holds: true } }]);
    expect(published).toEqual([]);
    const lines: string[] = [];
    const heal = () =>
      host.client.run('healFault', { params: { id: 'redis-down' } }, (line) => lines.push(line));
    expect(await heal()).toMatchObject({ healed: [{ id: 'redis-down' }], released: [] });
    expect(lines).toEqual([expect.stringMatching(/^redis-down has ended \(.*\)\.$/)]);
    expect(await heal()).toEqual({ healed: [], released: [] });
    expect(await host.client.run('healAll', {})).toEqual({ healed: [], released: [] });
    expect(published).toEqual(['fault redis-down began', 'fault redis-down ended']);
  });

  it('mitigates, and acts on components', async () => {
    const scaled = { action: 'scale', component: 'payment', settings: { instances: '2' } } as const;
    expect(await host.client.run('mitigate', { body: scaled })).toMatchObject({
      effect: 'payment: 2 instances running',
    });
    expect(await host.client.run('healAll', {})).toMatchObject({ released: ['payment'] });
    const act = (name: string, action: 'stop' | 'start' | 'freeze' | 'thaw') =>
      host.client.run('actOnComponent', { params: { name }, body: { action } });
    expect(await act('catalog', 'stop')).toMatchObject({ name: 'catalog', state: 'stopped' });
    expect(await act('catalog', 'start')).toMatchObject({ name: 'catalog', state: 'ready' });
    await act('catalog', 'freeze');
    expect(await control.isFrozen('catalog')).toBe(true);
    await act('catalog', 'thaw');
    await expect(act('coffee', 'stop')).rejects.toThrow('There is no component coffee');
    await expect(act('host', 'stop')).rejects.toThrow('./lab stop host');
    seal(host.lab);
    await expect(act('catalog', 'thaw')).rejects.toThrow('not available during an exercise');
  });

  it('passes a failure on as a command prints it', async () => {
    await expect(host.client.run('breakFault', { body: { id: 'no-coffee' } })).rejects.toMatchObject({
      message: expect.stringContaining('no-coffee'),
      exitCode: exitCodes.usage,
    });
  });

  it('runs one change at a time, and names the one that runs', async () => {
    let release!: () => void;
    const stopped = new Promise<void>((resolve) => (release = resolve));
    const stop = instances.stop;
    instances.stop = (name) => stopped.then(() => stop(name));
    const first = await host.client.call('breakFault', { body: { id: 'redis-down' } });
    expect(first.state).toBe('running');
    const second = await send('POST', '/v1/faults', json, JSON.stringify({ id: 'bank-slow' }));
    expect(problem.parse(JSON.parse(second.body))).toMatchObject({
      status: 409,
      type: 'urn:webstore:problem:operation_running',
      operation: { id: first.id, kind: 'breakFault' },
    });
    await expect(host.client.run('healAll', {})).rejects.toMatchObject({
      message: expect.stringMatching(/^breakFault has been running since/),
      exitCode: exitCodes.failed,
    });
    release();
    instances.stop = stop;
    const ended = await host.client.call('showOperation', {
      params: { id: first.id },
      query: { waitMs: 10_000 },
    });
    expect(ended).toMatchObject({ state: 'succeeded', result: { id: 'redis-down' }, problem: null });
    await host.client.run('healAll', {});
    const { operations } = await host.client.call('listOperations', {});
    expect(operations.map(({ kind, state }) => [kind, state])).toEqual([
      ['healAll', 'succeeded'],
      ['breakFault', 'succeeded'],
    ]);
  });

  it('carries out one of twenty changes that are requested at once', async () => {
    const body = { action: 'stop' } as const;
    const answers = await Promise.allSettled(
      Array.from({ length: 20 }, () =>
        host.client.run('actOnComponent', { params: { name: 'catalog' }, body }),
      ),
    );
    const failed = answers.filter(({ status }) => status === 'rejected');
    expect(instances.calls.length + failed.length).toBe(20);
    for (const one of failed)
      expect(one).toMatchObject({ reason: { message: expect.stringMatching(/has been running since/) } });
    const { operations } = await host.client.call('listOperations', {});
    expect(operations.map(({ state }) => state)).toEqual(instances.calls.map(() => 'succeeded'));
  });

  it('describes failures and runs further changes while the list of faults is damaged', async () => {
    const { file } = faultsState(host.lab);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, '{');
    const stop = instances.stop;
    instances.stop = () => Promise.reject(new Error('the fault is bank-slow'));
    const act = () =>
      host.client.run('actOnComponent', { params: { name: 'catalog' }, body: { action: 'stop' } });
    await expect(act()).rejects.toThrow('It failed unexpectedly.');
    instances.stop = stop;
    expect(await act()).toMatchObject({ state: 'stopped' });
    await expect(host.client.call('listFaults', {})).rejects.toThrow('is cut or is not JSON');
    rmSync(file);
    expect(host.logged.splice(0)).toHaveLength(1);
  });

  it('does not accept the token of another lab, and its client says what to do', async () => {
    const stranger = new HostClient({ ...host.lab, hostToken: () => 'x' });
    await expect(stranger.run('healAll', {})).rejects.toMatchObject({
      message: expect.stringContaining('does not accept the token in secrets.json'),
      exitCode: exitCodes.notRunning,
    });
    expect(await stranger.isReadyWithin(0)).toBe(false);
  });

  it('acts on the components of another environment, and breaks and teaches in local alone', async () => {
    const staging = await runHost(controlOfInstances(beside(host.lab, 'staging'), instances));
    try {
      const only = { message: expect.stringMatching(/local alone; this is the host of staging/) };
      await expect(staging.client.run('breakFault', { body: { id: 'redis-down' } })).rejects.toMatchObject({
        ...only,
        exitCode: exitCodes.usage,
      });
      const round = { exercise: '01', learner: 'ada' };
      await expect(staging.client.call('startRound', { body: round })).rejects.toMatchObject(only);
      expect(instances.calls).toEqual([]);
      const stop = { params: { name: 'catalog' }, body: { action: 'stop' } } as const;
      expect(await staging.client.run('actOnComponent', stop)).toMatchObject({ state: 'stopped' });
    } finally {
      await staging.close();
    }
  });

  it('says of a handler that takes too long that it is unavailable', () => {
    const late = Object.assign(new Error('Request timed out'), { statusCode: 503 });
    expect(problemFor(late, false)).toMatchObject({ status: 503, type: 'urn:webstore:problem:unavailable' });
  });

  it('keeps the cause of an unexpected error to its log while an incident is sealed', async () => {
    const states = instances.states;
    instances.states = () => Promise.reject(new Error('the fault is bank-slow'));
    const before = await send('GET', '/v1/components');
    seal(host.lab);
    const sealed = await send('GET', '/v1/components');
    instances.states = states;
    expect(before).toMatchObject({ status: 500, body: expect.stringContaining('the fault is bank-slow') });
    expect(sealed).toMatchObject({ status: 500 });
    expect(sealed.body).not.toContain('bank-slow');
    expect(host.logged.splice(0)).toHaveLength(2);
  });

  it('describes all its routes in its OpenAPI document', async () => {
    const document = JSON.parse((await send('GET', '/v1/openapi.json')).body) as {
      paths: Record<string, Record<string, { operationId: string; responses: object }>>;
    };
    const ids = Object.values(document.paths).flatMap((path) =>
      Object.values(path).map(({ operationId }) => operationId),
    );
    expect(ids.toSorted()).toEqual(Object.keys(routes).toSorted());
    for (const path of Object.values(document.paths))
      for (const { responses } of Object.values(path)) expect(responses).toHaveProperty('default');
  });
});
