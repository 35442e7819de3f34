import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { controlOfInstances } from '@webstore/lab-core/component-control/control-of-instances.ts';
import { RecordedInstances } from '@webstore/lab-core/component-control/recorded-instances.fixture.ts';
import { exitCodes } from '@webstore/lab-core/failure.ts';
import type { Route } from '@webstore/lab-core/host-api/route.ts';
import { routes } from '@webstore/lab-core/host-api/routes.ts';
import { openLab } from '@webstore/lab-core/lab.ts';
import { addFault } from '../faults/active-faults.ts';
import { seal } from '../faults/index.ts';
import { recordPublishedLines } from '../faults/published-lines.fixture.ts';
import { type RunningHost, runHost } from '../http/running-host.fixture.ts';
import { storeSealed, updateSealed } from './incident/sealed-incident.ts';
import { addResult } from './learners.ts';
import { beginRound } from './round-file.ts';

describe('exercises through the host', () => {
  let host: RunningHost;
  beforeEach(async () => {
    const lab = openLab({ home: mkdtempSync(join(tmpdir(), 'exercises-')), portOffset: 30_000 });
    host = await runHost(controlOfInstances(lab, new RecordedInstances('catalog', 'payment', 'redis')));
  });
  afterEach(async () => {
    vi.restoreAllMocks();
    await host.close();
    rmSync(host.lab.home, { recursive: true });
    expect(host.logged).toEqual([]);
  });

  const begin = (exercise: string) =>
    beginRound(host.lab, {
      exercise,
      learner: 'ada',
      startedAt: new Date(Date.now() - 200_000),
      hints: [],
      answers: {},
      tries: [],
    });

  it('lists them with the best score of a learner, and which one runs', async () => {
    const at = { startedAt: new Date(0), endedAt: new Date(1_000) };
    const rest = { hints: 0, wrongTries: 0, solvedAfter: { span: 1 } };
    addResult(host.lab, 'ada', { exercise: '01-slowest-span', outcome: 'passed', score: 80, ...at, ...rest });
    begin('02-failed-payment-from-brazil');
    const of = async (learner?: string) =>
      (await host.client.call('listExercises', { query: { learner } })).exercises;
    expect((await of('ada')).slice(0, 2)).toMatchObject([
      { id: '01-slowest-span', best: 80, running: false },
      { id: '02-failed-payment-from-brazil', best: null, running: true },
    ]);
    expect((await of()).every(({ best }) => best === null)).toBe(true);
    const { results } = await host.client.call('listResults', { params: { learner: 'ada' } });
    expect(results).toMatchObject([{ score: 80, endedAt: '1970-01-01T00:00:01.000Z' }]);
  });

  it('shows story and questions of one, and neither its hints nor its solution', async () => {
    const found = await host.client.call('showExercise', { params: { id: '01' } });
    expect(found).toMatchObject({ id: '01-slowest-span', isIncident: false, hints: 3 });
    expect(found.questions.length).toBeGreaterThan(0);
    expect(found).not.toHaveProperty('shortestWay');
    await expect(host.client.call('showExercise', { params: { id: 'no' } })).rejects.toMatchObject({
      exitCode: exitCodes.usage,
    });
  });

  it('has no round until one begins, and says so in the words of the command', async () => {
    expect(await host.client.call('showRound', {})).toEqual({ round: null });
    for (const call of [
      () => host.client.call('nextHint', {}),
      () => host.client.call('answerRound', { body: { answers: { span: 'x' } } }),
      () => host.client.run('checkRound', {}),
      () => host.client.run('giveUp', { body: {} }),
    ])
      await expect(call()).rejects.toMatchObject({
        message: 'No exercise is running: ./lab exercise list shows what there is.',
        exitCode: exitCodes.usage,
      });
  });

  it('refuses a start while a fault is active, and leaves no round', async () => {
    await host.client.run('breakFault', { body: { id: 'redis-down' } });
    const start = host.client.call('startRound', { body: { exercise: '01', learner: 'ada' } });
    await expect(start).rejects.toThrow('redis-down is on: ./lab heal first.');
    expect(await host.client.call('showRound', {})).toEqual({ round: null });
  });

  it('stores answers and shows each hint once for its price', async () => {
    begin('01-slowest-span');
    const { questions } = await host.client.call('showExercise', { params: { id: '01' } });
    const { name } = questions[0]!;
    const answered = await host.client.call('answerRound', { body: { answers: { [name]: ' x ' } } });
    expect(answered.answers).toMatchObject({ [name]: { value: 'x' } });
    await expect(host.client.call('answerRound', { body: { answers: { colour: 'blue' } } })).rejects.toThrow(
      '"colour=blue" answers nothing that is asked',
    );
    const hints = [];
    for (let at = 0; at < 4; at++) hints.push(await host.client.call('nextHint', {}));
    expect(hints.map(({ tier, isNew }) => [tier, isNew])).toEqual([
      [1, true],
      [2, true],
      [3, true],
      [3, false],
    ]);
    expect((await host.client.call('showRound', {})).round?.hints).toHaveLength(3);
  });

  it('ends a round that is given up, with its debrief', async () => {
    begin('01-slowest-span');
    const { solution, debrief } = await host.client.run('giveUp', { body: { solution: false } });
    expect(solution).toBeNull();
    expect(debrief).toMatchObject({
      result: { outcome: 'given up', score: 0 },
      best: null,
      secret: null,
      timeline: [{ what: 'started' }, { what: 'given up' }],
    });
    expect(await host.client.call('showRound', {})).toEqual({ round: null });
  });

  it('reveals nothing of a sealed incident in any response, and opens it at the end', async () => {
    const published = recordPublishedLines();
    begin('07-incident');
    const secret = {
      seed: 3_141_592_653,
      level: 2,
      fault: { id: 'bank-slow', parameters: { country: 'AU', delayMs: 2_777 } },
      onsetAfter: 123,
      decoy: { kind: 'release', part: 'cart', after: 119 } as const,
    };
    const sealed = storeSealed(host.lab, secret);
    updateSealed(host.lab, {
      onset: new Date(Date.now() - 77_000),
      decoyedAt: new Date(Date.now() - 81_000),
    });
    seal(host.lab);
    const since = new Date(Date.now() - 77_000).toISOString();
    addFault(host.lab, {
      id: 'bank-slow',
      parameters: secret.fault.parameters,
      key: 'the-key-of-the-fault',
      since,
      secret: true,
    });

    const texts: string[] = [];
    const params = { id: '07-incident', learner: 'ada', name: 'catalog' } as Record<string, string>;
    const token = { authorization: `Bearer ${host.lab.hostToken()}`, 'content-type': 'application/json' };
    const send = async (method: string, path: string, body?: object) => {
      const options = { method, headers: token, ...(body && { body: JSON.stringify(body) }) };
      texts.push(await (await fetch(`${host.url}${path}`, options)).text());
    };
    for (const { method, path } of Object.values<Route>(routes))
      if (method === 'GET')
        await send(
          'GET',
          path.replace(/:(\w+)/g, (_, name: string) => params[name]!),
        );
    await send('POST', '/v1/round/answers', { answers: { component: 'cart', cause: 'outage' } });
    await send('POST', '/v1/round/hints');
    await send('POST', '/v1/faults', { id: 'bank-slow' });
    await send('DELETE', '/v1/faults/bank-slow');
    await send('DELETE', '/v1/faults');
    await send('POST', '/v1/components/catalog/actions', { action: 'thaw' });
    texts.push(JSON.stringify(await host.client.run('checkRound', {})));
    await send('GET', '/v1/operations');
    await send('GET', '/v1/round');
    expect(texts.length).toBeGreaterThan(15);
    const words = [sealed.salt, 'the-key-of-the-fault', since, '3141592653', '2777', 'onsetAfter', 'decoy'];
    for (const text of texts)
      for (const word of words) expect({ text, has: text.includes(word) }).toEqual({ text, has: false });
    expect((await host.client.call('listFaults', {})).faults.filter(({ on }) => on)).toEqual([]);

    expect(published).toEqual([]);
    const { debrief } = await host.client.run('giveUp', { body: {} });
    expect(published).toEqual(['fault bank-slow began', 'fault bank-slow ended']);
    expect(debrief.secret).toMatchObject({ salt: sealed.salt, text: sealed.text, seed: secret.seed });
    expect(debrief.timeline.map(({ what }) => what)).toContain(
      'cart was deployed again, as it was before: harmless.',
    );
  });
});
