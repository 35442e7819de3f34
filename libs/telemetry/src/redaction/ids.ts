/**
 * Pattern of span ids, trace ids, digests, commits and object ids: hexadecimal of that length, with a letter. Their
 * digits are not a card number.
 */
export const hexId =
  '(?<![\\da-z])(?=\\d*[a-f])(?:[\\da-f]{64}|[\\da-f]{40}|[\\da-f]{32}|[\\da-f]{24}|[\\da-f]{16})(?![\\da-z])';

/**
 * Pattern of a UUID with a letter, such as a request id or order id. The groups of one in 4,000 look like a card number,
 * and those of one in 900 have the check digits of an IBAN.
 */
export const uuid =
  '(?<![\\da-z-])(?=[\\d-]*[a-f])[\\da-f]{8}-[\\da-f]{4}-[1-8][\\da-f]{3}-[89ab][\\da-f]{3}-[\\da-f]{12}(?![\\da-z-])';
