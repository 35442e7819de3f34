import { describeError } from './describe-error';

/** SQLSTATE: five characters with a digit. No class of PostgreSQL's begins with E, but Node's E2BIG does. */
const sqlState = /^(?!E)(?=[A-Z]*\d)[\dA-Z]{5}$/;

/**
 * Fields of an error with OpenTelemetry's names, the same in log lines and span events. The semantic conventions name the code of
 * a database; other codes have our name.
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

/** Attribute name of an error code. */
export function codeName(code: string): string {
  return sqlState.test(code) ? 'db.response.status_code' : 'exception.code';
}
