import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { alertmanager } from '@webstore/supervisor/components/alertmanager.ts';
import type { RunJob } from '@webstore/supervisor/components/component.ts';
import { guard } from '@webstore/supervisor/components/guard.ts';
import { RunningProcess } from '@webstore/supervisor/daemon/running-process.ts';
import { temporaryFolder } from '../support/labs/second-lab.ts';

const mails: string[] = [];

/**
 * A mail server with just enough of SMTP to receive a mail (RFC 5321). A mail counts when its sender has
 * disconnected: a sender that is stopped during QUIT resets the connection.
 */
function receiveMail(socket: Socket): void {
  const received: string[] = [];
  socket.on('close', () => mails.push(...received));
  let mail: string[] | undefined;
  const say = (line: string) => void socket.write(`${line}\r\n`);
  say('220 ready');
  createInterface(socket).on('line', (line) => {
    if (mail && line !== '.') return void mail.push(line);
    if (mail) {
      received.push(mail.join('\n'));
      mail = undefined;
      return say('250 taken');
    }
    if (line === 'QUIT') return void socket.end('221 bye\r\n');
    if (line !== 'DATA') return say('250 ok');
    mail = [];
    say('354 go on');
  });
}

const run: RunJob = async (command, args, { cwd, env } = {}) =>
  void (await execa(command, args, { ...(cwd !== undefined && { cwd }), ...(env && { env }) }));

describe('a lab with mail configured', () => {
  const folder = temporaryFolder();
  // Below the ephemeral ports, of which a neighbour may use any.
  const lab = openLab({ home: folder, portOffset: 15_500 });
  const server = createServer(receiveMail);
  const running: RunningProcess[] = [];

  beforeAll(async () => {
    await once(server.listen(0, '127.0.0.1'), 'listening');
    const { port } = server.address() as AddressInfo;
    const mail = ['ALERT_MAIL_TO=on-call@example.com', 'ALERT_MAIL_FROM=lab@example.com'];
    const smtp = [`SMTP_SMARTHOST=127.0.0.1:${port}`, 'SMTP_REQUIRE_TLS=false'];
    writeFileSync(join(folder, '.env'), [...mail, ...smtp].join('\n'));
    vi.stubEnv('LAB_ENV_FILE', join(folder, '.env'));
    // The guard listens on Alertmanager's port.
    for (const component of [guard, alertmanager]) {
      // In a fresh clone nothing has built the guard yet.
      await component.prepare!(lab, run);
      const started = await RunningProcess.start(component, lab, true);
      running.push(started);
      await started.waitUntilReady(new AbortController().signal);
    }
  });
  afterAll(async () => {
    vi.unstubAllEnvs();
    for (const process of running) await process.end();
    server.close();
  });

  it('also sends pages by mail', async () => {
    const labels = { alertname: 'PaymentSuccess', severity: 'page', team: 'payments' };
    const answer = await fetch(`${lab.url('alertmanager')}/api/v2/alerts`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify([{ labels, annotations: { summary: 'Payments fail' } }]),
    });
    expect(answer.status).toBe(200);
    await expect.poll(() => mails, { timeout: 30_000 }).toHaveLength(1);
    expect(mails[0]).toMatch(/^To: on-call@example\.com$/m);
    expect(mails[0]).toMatch(/^Subject: \[FIRING:1\] .*PaymentSuccess/m);
  });
});
