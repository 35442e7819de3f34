import { setTimeout as pause } from 'node:timers/promises';
import { type ExitCode, exitCodes, Failure } from '../failure.ts';
import type { Lab } from '../lab.ts';
import { longestWaitMs, type Operation, operation } from './operation.ts';
import { failureOf, problem, problemKinds } from './problem.ts';
import type { Arguments, OperationRoute, ResponseOf, ResultOf, Route } from './route.ts';
import { type RouteName, type Routes, routes } from './routes.ts';

type Named<N extends RouteName> = Arguments<Routes[N]>;
/** The names of the routes that start an operation. */
type OperationName = { [N in RouteName]: Routes[N] extends OperationRoute ? N : never }[RouteName];

/** Maximum time of one request: longer than the host waits for a change of an operation. */
const timeoutMs = longestWaitMs + 10_000;
/** A host that restarts is back within seconds; its operations are not. */
const retryMs = 250;
const unauthenticated = problemKinds.unauthenticated.status;
/** A host that ended does not answer, and one that was started again does not have the operation (404). */
const lostExits: ExitCode[] = [exitCodes.notRunning, exitCodes[problemKinds.not_found.failure]];

/** Calls the host of a lab. Every method throws Failure with the message and the exit code of a command. */
export class HostClient {
  readonly #lab: Lab;
  readonly #token: string;

  constructor(lab: Lab) {
    this.#lab = lab;
    this.#token = lab.hostToken();
  }

  /** Sends one request. @returns the parsed response */
  async call<N extends RouteName>(name: N, given: Named<N>): Promise<ResponseOf<Routes[N]>> {
    const one: Route = routes[name];
    const { status, body } = await this.#send(one, given as Arguments<Route>);
    const parsed = (status === one.status ? one.response : problem).safeParse(body);
    if (!parsed.success) throw this.#foreign();
    if (status === unauthenticated) throw this.#otherToken();
    if (status !== one.status) throw failureOf(parsed.data as ReturnType<typeof problem.parse>);
    return parsed.data as ResponseOf<Routes[N]>;
  }

  /**
   * Starts an operation and waits until it has ended.
   *
   * @param onLine receives each line of progress
   * @returns its result
   */
  async run<N extends OperationName>(
    name: N,
    given: Named<N>,
    onLine: (line: string) => void = () => undefined,
  ): Promise<ResultOf<Routes[N]>> {
    let now: Operation = operation.parse(await this.call(name, given));
    for (let shown = 0; ;) {
      for (const { line } of now.progress.slice(shown)) onLine(line);
      shown = now.progress.length;
      if (now.state !== 'running') break;
      now = await this.#afterChange(now, shown);
    }
    if (now.problem) throw failureOf(now.problem);
    return routes[name].result.parse(now.result) as ResultOf<Routes[N]>;
  }

  /** Whether it answers within the time, as this lab's host. */
  async isReadyWithin(ms: number): Promise<boolean> {
    const until = Date.now() + ms;
    for (;;) {
      const isReady = await this.call('listOperations', {}).then(
        () => true,
        () => false,
      );
      if (isReady || Date.now() > until) return isReady;
      await pause(retryMs);
    }
  }

  async #afterChange({ id, kind }: Operation, after: number): Promise<Operation> {
    try {
      return await this.call('showOperation', { params: { id }, query: { waitMs: longestWaitMs, after } });
    } catch (error) {
      if (!(error instanceof Failure && lostExits.includes(error.exitCode))) throw error;
      throw new Failure(
        `The host ended before ${kind} had ended: ./lab status and ./lab break list show what holds, ./lab logs host shows why it ended.`,
        exitCodes.notRunning,
      );
    }
  }

  async #send({ method, path, query }: Route, given: Arguments<Route>) {
    const params = (given.params ?? {}) as Record<string, string>;
    const filled = path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name]!));
    const url = new URL(filled, this.#lab.url('host'));
    const pairs = Object.entries((query && given.query) ?? {}).filter(([, value]) => value !== undefined);
    for (const [name, value] of pairs) url.searchParams.set(name, String(value));
    const body = given.body === undefined ? undefined : JSON.stringify(given.body);
    try {
      const response = await fetch(url, {
        method,
        headers: {
          authorization: `Bearer ${this.#token}`,
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body }),
        // The token is for this address alone.
        redirect: 'manual',
        signal: AbortSignal.timeout(timeoutMs),
      });
      const text = await response.text();
      return { status: response.status, body: JSON.parse(text) as unknown };
    } catch (error) {
      if (error instanceof SyntaxError) throw this.#foreign();
      throw this.#absent(error);
    }
  }

  #absent(error: unknown): Failure {
    const isSlow = error instanceof Error && error.name === 'TimeoutError';
    const start = this.#lab.inContainers ? './lab up --docker' : './lab start host';
    const what = isSlow ? 'does not answer' : 'does not run';
    return new Failure(
      `The host of this lab ${what}: ${start} starts it, ./lab logs host shows why it ended.`,
      exitCodes.notRunning,
    );
  }

  #otherToken(): Failure {
    const again = this.#lab.inContainers ? './lab up --docker' : './lab restart host';
    return new Failure(
      `The host at ${this.#lab.url('host')} does not accept the token in secrets.json. It started before that file changed, or belongs to another lab: ${again} starts it again, ./lab status shows what runs.`,
      exitCodes.notRunning,
    );
  }

  #foreign(): Failure {
    return new Failure(
      `What answers at ${this.#lab.url('host')} is not the host of this lab: ./lab status shows what runs.`,
      exitCodes.notRunning,
    );
  }
}
