import { DomainError, problem, problemDetails } from '@webstore/contracts';
import type { z } from 'zod';
import { limits } from './limits';
import { slugOf } from './problems/problem-details';

/** Options of a {@link JsonClient}. */
export interface JsonClientOptions {
  /** Name of the called service, for error messages. */
  name: string;
  baseUrl: string;
  /** Deadline of one call in milliseconds, response body included. */
  timeoutMs: number;
}

/** Options of one call of a {@link JsonClient}. */
export interface CallOptions {
  /** The caller's Authorization header, passed on as it came. */
  authorization?: string;
  headers?: Record<string, string>;
  /** Deadline of this call in milliseconds. Default: the client's. */
  timeoutMs?: number;
  /** Aborts the call, which then fails like a call without a response. */
  signal?: AbortSignal;
}

/**
 * Calls another service and returns its response, parsed by a schema.
 *
 * No connection, no response in time, a 5xx or a response that does not match the schema: DomainError
 * `upstream_unavailable` (retryable). A 4xx: DomainError with the slug of the upstream's problem details, else `conflict`.
 */
export class JsonClient {
  constructor(private readonly options: JsonClientOptions) {}

  /**
   * Sends a GET request and returns the body, checked by the schema.
   *
   * @param path with its query, starting with `/`
   * @throws DomainError the problem of a 4xx response; `upstream_unavailable` for a 5xx, or without a valid
   * response before the deadline
   */
  get<S extends z.ZodType>(path: string, schema: S, options?: CallOptions): Promise<z.output<S>> {
    return this.call('GET', path, undefined, schema, options);
  }

  /** Sends a POST request with a JSON body. Returns and throws like {@link JsonClient.get}. */
  post<S extends z.ZodType>(path: string, body: unknown, schema: S, options?: CallOptions) {
    return this.call('POST', path, body, schema, options);
  }

  /** Sends a PUT request with a JSON body. Returns and throws like {@link JsonClient.get}. */
  put<S extends z.ZodType>(path: string, body: unknown, schema: S, options?: CallOptions) {
    return this.call('PUT', path, body, schema, options);
  }

  /** Sends a DELETE request without a body. Returns and throws like {@link JsonClient.get}. */
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
      return { response, text: await textOf(response) };
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

/** The text of a response, up to the maximum size of a response. */
async function textOf(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let [text, size] = ['', 0];
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > limits.upstreamBytes) throw new AnswerTooLarge();
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}

class AnswerTooLarge extends Error {
  constructor() {
    super(`the answer has more than ${limits.upstreamBytes} bytes`);
  }
}

/** The error of fetch says only "fetch failed"; the reason is in its causes. */
function reasonOf(error: unknown, timeoutMs: number): string {
  const causes = causesOf(error);
  if (causes.some(({ name }) => name === 'TimeoutError')) return `did not answer within ${timeoutMs} ms`;
  if (causes.some((cause) => cause instanceof AnswerTooLarge)) return 'answered more than is read';
  if (causes.some(({ name }) => name === 'AbortError')) return 'was not waited for any longer';
  const code = causes
    .map((cause) => (cause as { code?: unknown }).code)
    .find((one) => typeof one === 'string');
  return `cannot be reached${code ? ` (${code})` : ''}`;
}

/** The error and its causes, outermost first, including the members of an AggregateError. */
function causesOf(error: unknown): Error[] {
  const found: Error[] = [];
  const waiting = [error];
  for (const one of waiting) {
    if (!(one instanceof Error) || found.includes(one)) continue;
    found.push(one);
    waiting.push(one.cause, ...(one instanceof AggregateError ? (one.errors as unknown[]) : []));
  }
  return found;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
