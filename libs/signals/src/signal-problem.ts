/** A store did not respond, or returned a response that this library cannot parse. */
export class SignalProblem extends Error {
  constructor(
    /** Name of the store: `prometheus`, `loki`, `jaeger`, `tempo`, `alertmanager`. */
    readonly store: string,
    readonly url: string,
    what: string,
    options: { cause?: unknown } = {},
  ) {
    super(`${store}: ${what} (${url})`, options);
    this.name = 'SignalProblem';
  }
}
