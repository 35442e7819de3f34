import { setTimeout as pause } from 'node:timers/promises';

interface Account {
  url: string;
  user: string;
  password: string;
}

/** An answer that says no. */
export class Refused extends Error {
  readonly status: number;

  constructor(request: string, status: number, body: string) {
    super(`${request} answered ${status}: ${body.slice(0, 300)}`);
    this.status = status;
  }
}

/** Grafana's HTTP API, as far as it is used here, with the admin's password. */
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

  /** Like {@link get}, and `undefined` where there is none. */
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

  /** Grafana answers while it still migrates its database: /api/health says when it is done. */
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

/** Repeats a look until it says yes; any other answer, or an error, is why not yet. A wrong password gets no better. */
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
