/** A store did not answer, or answered something that this lib does not understand. */
export class SignalProblem extends Error {
  constructor(
    /** Which store: `prometheus`, `loki`, `jaeger`, `tempo`, `alertmanager`. */
    readonly store: string,
    readonly url: string,
    what: string,
    options: { cause?: unknown } = {},
  ) {
    super(`${store}: ${what} (${url})`, options);
    this.name = 'SignalProblem';
  }
}
