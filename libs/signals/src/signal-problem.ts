/** A store did not respond, or returned a response that this library cannot parse. */
export class SignalProblem extends Error {
  /** The response, if its status is not 2xx. */
  readonly answer: { status: number; body: string } | undefined;

  constructor(
    /** Name of the store: `prometheus`, `loki`, `jaeger`, `tempo`, `alertmanager`. */
    readonly store: string,
    readonly url: string,
    what: string,
    options: { cause?: unknown; answer?: { status: number; body: string } } = {},
  ) {
    super(`${store}: ${what} (${url})`, options);
    this.answer = options.answer;
    this.name = 'SignalProblem';
  }
}
