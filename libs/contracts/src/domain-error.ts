import type { ProblemDetails } from './problem';

/** All domain errors of the shop, by slug, with the HTTP status of the response. */
export const problems = {
  invalid_request: { status: 400, title: 'The request is not valid' },
  unauthenticated: { status: 401, title: 'A known token is needed' },
  forbidden: { status: 403, title: 'This token may not do that' },
  foreign_page: { status: 403, title: 'Pages of this origin may not write' },
  not_found: { status: 404, title: 'There is no such thing' },
  conflict: { status: 409, title: 'This does not fit the present state' },
  out_of_stock: { status: 409, title: 'There is not enough stock' },
  price_changed: { status: 409, title: 'The price is not the one that was shown' },
  cart_ordered: { status: 409, title: 'The cart was ordered already' },
  too_much_reserved: { status: 409, title: 'This customer has enough stock set aside' },
  cart_empty: { status: 409, title: 'The cart is empty' },
  idempotency_key_reused: { status: 422, title: 'The Idempotency-Key came before with another body' },
  upstream_unavailable: { status: 503, title: 'A service that is needed does not answer' },
  overloaded: { status: 503, title: 'There is more to do than can be done: come back later' },
  internal: { status: 500, title: 'Something went wrong on our side' },
} as const;

/** The identifier of a problem: a key of {@link problems}. */
export type ProblemSlug = keyof typeof problems;

/**
 * An expected failure of the domain. The HTTP filter turns the slug into problem details.
 * A consumer retries the message if `retryable` is true; otherwise the message goes to the dead-letter topic at once.
 */
export class DomainError extends Error {
  readonly retryable: boolean;
  /** Machine-readable details, sent as members of the problem details. */
  readonly details: ProblemDetails | undefined;

  constructor(
    readonly slug: ProblemSlug,
    message: string,
    options: { retryable?: boolean; cause?: unknown; details?: ProblemDetails } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = 'DomainError';
    this.details = options.details;
    this.retryable = options.retryable ?? ['upstream_unavailable', 'overloaded'].includes(slug);
  }
}
