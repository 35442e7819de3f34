import { z } from 'zod';
import { SignalProblem } from './signal-problem';

/** Address and deadline of a telemetry store. */
export interface StoreOptions {
  /** Base URL without a trailing slash, such as `http://127.0.0.1:9090`. */
  baseUrl: string;
  /** Deadline of one request in milliseconds, including the body. Default: 5000. */
  timeoutMs?: number;
  /** Tenant of a multi-tenant store (Mimir), sent as `X-Scope-OrgID`. */
  tenant?: string;
}

/** Options of a trace store. */
export interface TraceStoreOptions extends StoreOptions {
  /** The value of `deployment.environment.name` that searches are limited to. Default: all environments. */
  environment?: string;
}

/** Query string parameters. `undefined` omits a parameter; an array repeats it. */
export type Parameters = Record<string, string | number | string[] | undefined>;

/** Client of one store's HTTP API. Each request has a deadline, and each response is parsed by a schema. */
export class SignalStore {
  private readonly timeoutMs: number;

  constructor(
    private readonly name: string,
    private readonly options: StoreOptions,
    private readonly headers: Record<string, string> = {},
  ) {
    this.timeoutMs = options.timeoutMs ?? 5_000;
  }

  /** @throws SignalProblem unless the response is a 2xx whose body matches the schema. */
  async get<S extends z.ZodType>(path: string, parameters: Parameters, schema: S): Promise<z.infer<S>> {
    const found = await this.find(path, parameters, schema);
    if (found === undefined) throw new SignalProblem(this.name, this.url(path, parameters), 'answered 404');
    return found;
  }

  /** Like {@link get}, but returns `undefined` for a 404: the store does not have the object (yet). */
  async find<S extends z.ZodType>(path: string, parameters: Parameters, schema: S) {
    const url = this.url(path, parameters);
    const { status, body } = await this.fetch(url);
    if (status === 404) return undefined;
    this.assertDone(url, status, body);
    return this.parse(url, body, schema);
  }

  /** Sends a POST request with a JSON body. @throws SignalProblem like {@link get} */
  async post<S extends z.ZodType>(path: string, json: unknown, schema: S): Promise<z.infer<S>> {
    const url = this.url(path, {});
    const headers = { 'content-type': 'application/json' };
    const { status, body } = await this.fetch(url, { method: 'POST', headers, body: JSON.stringify(json) });
    this.assertDone(url, status, body);
    return this.parse(url, body, schema);
  }

  /** Sends a DELETE request. @returns false if the object does not exist */
  async delete(path: string): Promise<boolean> {
    const url = this.url(path, {});
    const { status, body } = await this.fetch(url, { method: 'DELETE' });
    if (status === 404) return false;
    this.assertDone(url, status, body);
    return true;
  }

  private assertDone(url: string, status: number, body: string): void {
    if (status >= 200 && status <= 299) return;
    const what = `answered ${status}: ${body.slice(0, 300).trim()}`;
    throw new SignalProblem(this.name, url, what, { answer: { status, body } });
  }

  private url(path: string, parameters: Parameters): string {
    const query = new URLSearchParams();
    for (const [name, value] of Object.entries(parameters)) {
      for (const one of [value].flat()) if (one !== undefined) query.append(name, String(one));
    }
    return `${this.options.baseUrl}${path}${query.size > 0 ? `?${query}` : ''}`;
  }

  private async fetch(url: string, init: RequestInit = {}): Promise<{ status: number; body: string }> {
    try {
      const { tenant } = this.options;
      const headers = {
        ...(tenant !== undefined && { 'x-scope-orgid': tenant }),
        ...this.headers,
        ...(init.headers as Record<string, string>),
      };
      const answer = await fetch(url, { ...init, headers, signal: AbortSignal.timeout(this.timeoutMs) });
      return { status: answer.status, body: await answer.text() };
    } catch (cause) {
      const late = cause instanceof Error && cause.name === 'TimeoutError';
      const what = late ? `no answer within ${this.timeoutMs} ms` : 'cannot be reached';
      throw new SignalProblem(this.name, url, what, { cause });
    }
  }

  private parse<S extends z.ZodType>(url: string, body: string, schema: S): z.infer<S> {
    let json: unknown;
    try {
      json = JSON.parse(body);
    } catch (cause) {
      throw new SignalProblem(this.name, url, `answered no JSON: ${body.slice(0, 100)}`, { cause });
    }
    const parsed = schema.safeParse(json);
    if (parsed.success) return parsed.data;
    const what = `answered something unexpected: ${z.prettifyError(parsed.error)}`;
    throw new SignalProblem(this.name, url, what, { cause: parsed.error });
  }
}
