import type { z } from 'zod';

/** One route of the host's API: the server, the client and the reference page read it. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** With `:name` for each key of `params`. */
  path: string;
  summary: string;
  /** `./lab …` that calls it. */
  command?: string;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodObject;
  status: 200 | 201 | 202;
  /** Body of the answer. An operation (202) for routes with a `result`. */
  response: z.ZodType;
  /** What the operation has at its end. */
  result?: z.ZodType;
}

/** A route that starts an operation, which has the result at its end. */
export type OperationRoute = Route & { result: z.ZodType };

/** Checks a route against {@link Route} and keeps its own, narrower type. */
export const route = <const R extends Route>(one: R): R => one;

type Parsed<R, Key extends string> = R extends { [K in Key]: infer S extends z.ZodType }
  ? z.output<S>
  : undefined;
type Accepted<R, Key extends string> = R extends { [K in Key]: infer S extends z.ZodType }
  ? { [K in Key]: z.input<S> }
  : { [K in Key]?: undefined };

/** What a handler gets: the parsed request. */
export interface Given<R extends Route> {
  params: Parsed<R, 'params'>;
  query: Parsed<R, 'query'>;
  body: Parsed<R, 'body'>;
}
/** What a caller passes. */
export type Arguments<R extends Route> = Accepted<R, 'params'> & Accepted<R, 'query'> & Accepted<R, 'body'>;

export type ResponseOf<R extends Route> = z.output<R['response']>;
export type ResultOf<R extends Route> = R extends { result: infer S extends z.ZodType } ? z.output<S> : never;
