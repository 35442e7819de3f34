import { setTimeout as pause } from 'node:timers/promises';

interface Account {
  url: string;
  user: string;
  password: string;
}

/** A response with an error status. */
export class Refused extends Error {
  readonly status: number;

  constructor(request: string, status: number, body: string) {
    super(`${request} answered ${status}: ${body.slice(0, 300)}`);
    this.status = status;
  }
}

/** The endpoints of Grafana's HTTP API that setup needs, with the admin's password. */
export class GrafanaApi {
  private readonly url: string;
  private readonly authorization: string;

  constructor({ url, user, password }: Account) {
    this.url = url;
    this.authorization = `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
  }

  get<T>(path: string): Promise<T> {
    return this.request('GET', path);
  }

  /** Like {@link get}, but returns `undefined` for 404. */
  async find<T>(path: string): Promise<T | undefined> {
    try {
      return await this.get<T>(path);
    } catch (error) {
      if (error instanceof Refused && error.status === 404) return undefined;
      throw error;
    }
  }

  post<T>(path: string, body: object): Promise<T> {
    return this.request('POST', path, body);
  }

  patch<T>(path: string, body: object): Promise<T> {
    return this.request('PATCH', path, body);
  }

  /** Grafana answers while it still migrates its database: /api/health reports the end of the migration. */
  async untilReady(patienceMs: number): Promise<void> {
    await eventually(patienceMs, async () => {
      const { database } = await this.get<{ database: string }>('/api/health');
      return database === 'ok' || `its database is ${database}`;
    });
  }

  private async request<T>(method: string, path: string, body?: object): Promise<T> {
    const answer = await fetch(`${this.url}${path}`, {
      method,
      headers: { authorization: this.authorization, 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    const text = await answer.text();
    if (!answer.ok) throw new Refused(`${method} ${path}`, answer.status, text);
    return JSON.parse(text) as T;
  }
}

/** Repeats a check until it succeeds; any other result, or an error, is the reason to wait. A wrong password fails at once. */
export async function eventually(patienceMs: number, look: () => Promise<true | string>): Promise<void> {
  const deadline = Date.now() + patienceMs;
  for (;;) {
    let why: string;
    try {
      const seen = await look();
      if (seen === true) return;
      why = seen;
    } catch (error) {
      if (error instanceof Refused && error.status === 401) throw error;
      why = error instanceof Error ? error.message : String(error);
    }
    if (Date.now() > deadline) throw new Error(`Grafana is not ready after ${patienceMs / 1_000} s: ${why}`);
    await pause(1_000);
  }
}
