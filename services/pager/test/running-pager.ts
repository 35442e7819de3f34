import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { DatabaseSync } from 'node:sqlite';
import { join } from 'node:path';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Page } from '@webstore/contracts';
import { readConfig, webAdapter, accessOf, apiDocument } from '@webstore/http';
import { AppModule } from '../src/app.module';
import type { NotifiedAlert } from '../src/alertmanager/webhook';
import { configSchema } from '../src/config';
import { type Neighbours, neighbours } from './fake-upstreams';

export const token = 'a-token-of-the-pager';

/** The complete pager with its own file and fake upstreams, without a listening port. */
export class RunningPager {
  app!: NestFastifyApplication;
  private readonly folder = mkdtempSync(join(tmpdir(), 'pager-'));

  private constructor(readonly around: Neighbours) {}

  static async start(acknowledgeWithinSeconds = 0.3): Promise<RunningPager> {
    const pager = new RunningPager(await neighbours());
    const teams = 'teams: {payments: {first: elif, second: farid}, platform: {first: greta, second: hugo}}';
    const policy = `acknowledgeWithinSeconds: ${acknowledgeWithinSeconds}\ndefaultTeam: platform\n${teams}\n`;
    writeFileSync(join(pager.folder, 'escalation.yaml'), policy);
    await pager.open();
    return pager;
  }

  private async open(): Promise<void> {
    const config = readConfig(configSchema, {
      DATA_FILE: join(this.folder, 'pager.sqlite'),
      ESCALATION_FILE: join(this.folder, 'escalation.yaml'),
      PAGER_TOKEN: token,
      ALERTMANAGER_URL: this.around.url,
      PROMETHEUS_URL: this.around.url,
    });
    const options = { logger: false, abortOnError: false } as const;
    this.app = await NestFactory.create<NestFastifyApplication>(
      AppModule.with(config),
      webAdapter(),
      options,
    );
    await this.app.init();
  }

  async end(): Promise<void> {
    await this.app.close();
    this.around.close();
    rmSync(this.folder, { recursive: true });
  }

  /** Changes the database file directly, as an older or newer version might have left it. */
  alter(statement: string, ...values: string[]): void {
    const database = new DatabaseSync(join(this.folder, 'pager.sqlite'));
    database.prepare(statement).run(...values);
    database.close();
  }

  /** The rows of the access table. */
  access() {
    return accessOf(apiDocument(this.app, { title: 'pager', version: '0' }));
  }

  async statusOf(method: string, url: string, headers: object, payload?: object): Promise<number> {
    return (await this.app.inject({ method: method as 'GET', url, headers: { ...headers }, payload }))
      .statusCode;
  }

  call(method: 'GET' | 'POST', url: string, payload?: object | string, bearer?: string | null) {
    const authorization = bearer === null ? {} : { authorization: `Bearer ${bearer ?? token}` };
    const type = payload === undefined ? {} : { 'content-type': 'application/json' };
    return this.app.inject({ method, url, payload, headers: { ...authorization, ...type } });
  }

  notify(...alerts: NotifiedAlert[]) {
    return this.call('POST', '/alertmanager', { version: '4', receiver: 'payments-page', alerts });
  }

  async pages(query = ''): Promise<Page[]> {
    return (await this.call('GET', `/pages${query}`)).json<Page[]>();
  }

  /** The page of an alert from {@link anAlert}. */
  async pageOf({ fingerprint }: NotifiedAlert): Promise<Page | undefined> {
    return (await this.pages()).find((page) => page.fingerprint === fingerprint);
  }
}

let made = 0;

/** A unique firing alert with severity `page` for the payments team. */
export function anAlert({ labels, ...changed }: Partial<NotifiedAlert> = {}): NotifiedAlert {
  const number = ++made;
  return {
    status: 'firing',
    labels: { alertname: `Alert${number}`, severity: 'page', team: 'payments', ...labels },
    annotations: { summary: 'Payments fail', impact: '12 orders worth 840 € are late' },
    startsAt: '2026-11-21T10:00:00.123456789Z',
    endsAt: '0001-01-01T00:00:00Z',
    fingerprint: `f${number}`,
    ...changed,
  };
}
