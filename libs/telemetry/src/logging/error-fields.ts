import { describeError } from './describe-error';

/** SQLSTATE: five characters with a digit. No class of PostgreSQL's begins with E, but Node's E2BIG does. */
const sqlState = /^(?!E)(?=[A-Z]*\d)[\dA-Z]{5}$/;

/**
 * An error by OpenTelemetry's names, the same in a line and in an event of a span. A database's code has a name in the semantic
 * conventions, others have ours.
 */
export function errorFields(thrown: unknown, withStack = true): Record<string, string> {
  const { type, message, stack, code, cause } = describeError(thrown);
  return {
    'exception.type': type,
    'exception.message': message,
    ...(withStack && { 'exception.stacktrace': stack }),
    ...(cause && { 'exception.cause': cause }),
    ...(code && { [codeName(code)]: code }),
  };
}

/** The attribute that an error's code stands under. */
export function codeName(code: string): string {
  return sqlState.test(code) ? 'db.response.status_code' : 'exception.code';
}
