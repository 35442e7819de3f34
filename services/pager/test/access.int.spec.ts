import { Sessions } from '@webstore/http';
import { driveAccess } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { anAlert, RunningPager, token } from './running-pager';

describe('the routes of the pager', () => {
  let pager: RunningPager;

  beforeAll(async () => {
    pager = await RunningPager.start();
  });
  afterAll(() => pager.end());

  it('grant each caller the access of the OpenAPI document, and customers of the shop none', async () => {
    await pager.notify(anAlert());
    const [page] = await pager.pages();
    const bodies: Record<string, object> = {
      'POST /alertmanager': { version: '4', receiver: 'payments-page', alerts: [anAlert()] },
      'POST /pages/{id}/acknowledge': { by: 'elif' },
      'PUT /telemetry/log-level': { level: 'info' },
    };
    const callers = {
      'without a token': {},
      'an unknown token': { token: 'an-unknown-token' },
      'a demo token of the shop': { token: 'admin-token-456' },
      'a customer of the shop': {
        token: new Sessions('a key of the shop, of 256 bits and more').open('cus-de-001').token,
      },
      'the holder of the token': { token, kind: 'admin' },
    };
    const { answered, expected } = await driveAccess(pager.access(), callers, ({ method, path }, headers) =>
      pager.statusOf(method, path.replace('{id}', String(page!.id)), headers, bodies[`${method} ${path}`]),
    );
    expect(answered).toEqual(expected);
  });
});
