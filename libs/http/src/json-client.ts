import { DomainError, problem, problemDetails } from '@webstore/contracts';
import type { z } from 'zod';
import { slugOf } from './problem-details';

export interface JsonClientOptions {
  /** Whom we call; named in errors. */
  name: string;
  baseUrl: string;
  /** How long one call may take, answer included, in milliseconds. */
  timeoutMs: number;
}

export interface CallOptions {
  /** The caller's Authorization header, passed on as it came. */
  authorization?: string;
  headers?: Record<string, string>;
  /** How long this call may take, in milliseconds. Default: as long as any. */
  timeoutMs?: number;
  /** Ends the call early; then it fails like one that got no answer. */
  signal?: AbortSignal;
}

/**
 * Calls another service and gives back what its schema promises.
 *
 * No connection, no answer in time, a 5xx or an answer that breaks the schema: DomainError `upstream_unavailable`
 * (retryable). A 4xx: DomainError with the slug of the upstream's problem details, else `conflict`.
 */
export class JsonClient {
  constructor(private readonly options: JsonClientOptions) {}

  get<S extends z.ZodType>(path: string, schema: S, options?: CallOptions): Promise<z.output<S>> {
    return this.call('GET', path, undefined, schema, options);
  }

  post<S extends z.ZodType>(path: string, body: unknown, schema: S, options?: CallOptions) {
    return this.call('POST', path, body, schema, options);
  }

  put<S extends z.ZodType>(path: string, body: unknown, schema: S, options?: CallOptions) {
    return this.call('PUT', path, body, schema, options);
  }

  delete<S extends z.ZodType>(path: string, schema: S, options?: CallOptions) {
    return this.call('DELETE', path, undefined, schema, options);
  }

  private async call<S extends z.ZodType>(
    method: string,
    path: string,
    body: unknown,
    schema: S,
    { authorization, headers, signal, timeoutMs = this.options.timeoutMs }: CallOptions = {},
  ): Promise<z.output<S>> {
    const init = {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...(authorization && { authorization }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      signal,
    };
    const { response, text } = await this.send(path, init, timeoutMs);
    if (!response.ok) throw this.refusal(response.status, text);
    const answer = schema.safeParse(parseJson(text));
    if (answer.success) return answer.data;
    throw this.unavailable(`gave an answer to ${method} ${path} that breaks the contract`, answer.error);
  }

  private async send(
    path: string,
    init: RequestInit,
    timeoutMs: number,
  ): Promise<{ response: Response; text: string }> {
    try {
      const ends = [AbortSignal.timeout(timeoutMs), ...(init.signal ? [init.signal] : [])];
      const signal = AbortSignal.any(ends);
      const response = await fetch(new URL(path, this.options.baseUrl), { ...init, signal });
      return { response, text: await response.text() };
    } catch (cause) {
      throw this.unavailable(reasonOf(cause, timeoutMs), cause);
    }
  }

  private refusal(status: number, text: string): DomainError {
    const { data } = problem.safeParse(parseJson(text));
    if (status >= 500) return this.unavailable(`answered ${status}`, data?.detail ?? data?.title);
    const slug = data && slugOf(data.type);
    const message = data?.detail ?? `${this.options.name} answered ${status}`;
    return new DomainError(slug ?? 'conflict', message, { details: problemDetails.parse(data ?? {}) });
  }

  private unavailable(what: string, cause: unknown): DomainError {
    return new DomainError('upstream_unavailable', `${this.options.name} ${what}`, { cause });
  }
}

function reasonOf(cause: unknown, timeoutMs: number): string {
  if (cause instanceof Error && cause.name === 'TimeoutError') return `did not answer within ${timeoutMs} ms`;
  // fetch says only "fetch failed"; what happened is in its cause.
  const code = cause instanceof Error && (cause.cause as { code?: string } | undefined)?.code;
  return `cannot be reached${code ? ` (${code})` : ''}`;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
