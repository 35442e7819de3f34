import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { eventually } from '@webstore/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PortName } from '@webstore/lab-core/ports.ts';
import { innerListener } from '@webstore/supervisor/components/launching/guarded.ts';
import { lab } from '../support/labs/running-lab.ts';
import { Chromium } from '../support/browser/chromium.ts';
import { otherPlace } from '../support/browser/other-place.ts';
import { hostileScript } from '../support/browser/hostile-page.ts';
import { effects, type Target, targets } from '../support/browser/targets.ts';

const otherSite = 'other.example';
const rebound = 'rebound.example';
const server = createServer((_, response) =>
  response.setHeader('content-type', 'text/html').end('<body></body>'),
);
let browser: Chromium;

beforeAll(async () => {
  await once(server.listen(0, '127.0.0.1'), 'listening');
  await otherPlace.open();
  browser = await Chromium.start([otherSite, rebound]);
});
afterAll(async () => {
  await browser.close();
  server.close();
  otherPlace.server.close();
});

/** This charge has no order: other tests would find accounts that do not add up. */
async function refund(orderId: string): Promise<void> {
  const answer = await fetch(`${lab.url('acquirer')}/refunds`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ orderId }),
  });
  // The bank may have declined the charge: then there is nothing to refund.
  expect([200, 409]).toContain(answer.status);
}

interface Row {
  port: PortName;
  read: string[];
  changed: boolean;
}

/** Everything that pages at this address try at every port, and the results. */
async function rowsOf(author: string, pageOf: (target: Target) => string, urlOf: (target: Target) => string) {
  const known = effects(lab);
  const rows: Row[] = [];
  for (const target of targets(lab, author)) {
    const { port, reads, writes, token = '' } = target;
    // A page cannot try anything at a port that does not answer HTTP.
    const page = await browser.open(pageOf(target)).catch(() => undefined);
    const read = page ? await page<string[]>(hostileScript(urlOf(target), reads, writes, token)) : [];
    rows.push({
      port,
      read: read.filter((path) => reads.includes(path)),
      changed: (await known[port]?.isThere(author)) ?? false,
    });
  }
  return rows;
}

const served = (host: string) => `http://${host}:${(server.address() as AddressInfo).port}/`;
const ownMetricsAndHealth = /^\/(metrics|health(\/\w+)?|status)?$/;
const cell = ({ read, changed }: Row) =>
  `${read.map((path) => `\`${path}\``).join(' ') || 'nothing'} | ${changed ? 'CHANGED' : 'nothing'}`;

describe('a page of another origin', () => {
  let foreignOrigin: Row[] = [];

  it.each(['prometheus', 'alertmanager', 'loki', 'otlpHttp', 'acquirer'] as const)(
    'would change %s with its payload if it were a program',
    async (port) => {
      const author = `program_${port}`;
      const { writes, isThere } = effects(lab)[port]!;
      const { path, body } = writes(author)[0]!;
      const type = path.match(/write|push/) ? 'application/x-protobuf' : 'application/json';
      const answer = await fetch(lab.url(port) + path, {
        method: 'POST',
        headers: { 'content-type': type },
        body: Buffer.from(body, 'base64'),
      });
      expect(answer.ok).toBe(true);
      await eventually(async () => expect(port === 'acquirer' || (await isThere(author))).toBe(true));
      if (port === 'acquirer')
        await refund((JSON.parse(Buffer.from(body, 'base64').toString()) as { orderId: string }).orderId);
    },
  );

  it('would make the Redis exporter connect to another address if it reached the program', async () => {
    for (const { path } of effects(lab).redisExporter!.writes('program')) {
      await fetchByNode(`http://${innerListener(lab, 'redisExporter')}${path}`);
      expect(otherPlace.connections).toBeGreaterThan(0);
      otherPlace.connections = 0;
      expect(await fetchByNode(lab.url('redisExporter') + path)).toEqual({ status: 404 });
      expect(otherPlace.connections).toBe(0);
    }
  });

  it.each(['127.0.0.1', 'localhost', otherSite])(
    'served from %s reads nothing and changes nothing',
    async (host) => {
      foreignOrigin = await rowsOf(
        `page_${host.replaceAll('.', '_')}`,
        () => served(host),
        ({ port }) => lab.url(port),
      );
      expect(foreignOrigin.filter(({ read, changed }) => read.length > 0 || changed)).toEqual([]);
    },
  );

  it('whose own name resolves to this machine reads at most metrics and health, and changes nothing', async () => {
    const origin = ({ port }: Target) => `http://${rebound}:${lab.port(port)}`;
    const rows = await rowsOf('page_rebound', (target) => `${origin(target)}/`, origin);
    const table = rows
      .map((row, at) => `| ${row.port} | ${cell(foreignOrigin[at]!)} | ${cell(row)} |`)
      .join('\n');
    console.log(table);
    expect(
      rows.filter(({ read, changed }) => changed || !read.every((path) => ownMetricsAndHealth.test(path))),
    ).toEqual([]);
    const security = readFileSync(join(lab.root, 'SECURITY.md'), 'utf8').replace(/ +\|/g, ' |');
    for (const line of table.split('\n')) expect(security).toContain(line);
  });

  it('cannot reach the ports behind the guard: the browser itself refuses them', async () => {
    const page = await browser.open(served('127.0.0.1'));
    const paths = {
      prometheus: '/-/ready',
      redisExporter: '/metrics',
      postgresExporter: '/metrics',
    } as const;
    for (const [port, path] of Object.entries(paths)) {
      const inner = `http://${innerListener(lab, port as keyof typeof paths)}${path}`;
      expect((await fetchByNode(inner)).status).toBe(200);
      expect(await page(`fetch('${inner}', { mode: 'no-cors' }).then(() => 'sent', () => 'blocked')`)).toBe(
        'blocked',
      );
    }
  });
});

/** Node's `fetch` refuses these ports as browsers do. */
async function fetchByNode(url: string): Promise<{ status: number | undefined }> {
  const { get } = await import('node:http');
  const [answer] = (await once(get(url, { agent: false }), 'response')) as [
    import('node:http').IncomingMessage,
  ];
  answer.resume();
  return { status: answer.statusCode };
}
