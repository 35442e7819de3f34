/** Connections that could not be made or broke, and a machine without files or disk. */
const systemCodes = new Set([
  ...['ECONNREFUSED', 'ECONNRESET', 'ECONNABORTED', 'EPIPE', 'ETIMEDOUT', 'EHOSTUNREACH', 'EHOSTDOWN'],
  ...['ENETUNREACH', 'ENETDOWN', 'ENOTFOUND', 'EAI_AGAIN', 'ENOSPC', 'EMFILE', 'ENFILE'],
  ...['UND_ERR_CONNECT_TIMEOUT', 'UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_SOCKET'],
]);

/**
 * SQLSTATEs of a PostgreSQL that cannot work now: connection exceptions (08), out of resources (53), a shutdown or a
 * cancelled statement (57), system errors (58), a lock that is not had in time, a deadlock, a standby that is read-only.
 * Never 22 (data exceptions) or 23 (constraints): those are a bug or an input that should have been refused.
 */
const sqlStates = /^(08|53|57|58)[0-9A-Z]{3}$|^(25006|25P03|40001|40P01|55P03)$/;

/** What pg and pg-pool say of connections, without a code. */
const connectionMessages = new Set([
  'Connection terminated',
  'Connection terminated unexpectedly',
  'Connection terminated due to connection timeout',
  'Connection ended unexpectedly',
  'timeout expired',
  'timeout exceeded when trying to connect',
  'Query read timeout',
  'Client has encountered a connection error and is not queryable',
  'Client was closed and is not queryable',
  // ioredis
  'Command timed out',
  'Connection is closed.',
  "Stream isn't writeable and enableOfflineQueue options is false",
]);

/** How Redis begins the refusal of a command that it cannot do now. */
const redisReplies = /^(-?)(OOM|LOADING|READONLY|BUSY|MASTERDOWN|CLUSTERDOWN|MISCONF|TRYAGAIN|NOREPLICAS) /;

const names = new Set([
  'MaxRetriesPerRequestError',
  // AbortSignal.timeout
  'TimeoutError',
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
  // Every known broker failed to name the coordinator of a group; the reasons are lost.
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSLockTimeout',
  'KafkaJSNumberOfRetriesExceeded',
]);

/** SQLite's primary result codes: busy, locked, read-only, I/O error, disk full, cannot open. */
const sqliteCodes = new Set([5, 6, 8, 10, 13, 14]);

/** An error has a few causes, and a chain without an end has none. */
const MAX_CAUSES = 50;

/**
 * Whether something failed because something that it needs does not work at the moment, so that the same may succeed
 * later: a store or a service that is away, overloaded or frozen. Looks through causes, through the driver's error in
 * TypeORM's, and through `AggregateError`s, which are outages only if each of their errors is one.
 *
 * All else is a bug or a wrong input, and no later attempt helps.
 */
export function isOutage(error: unknown): boolean {
  return search(error, new Map());
}

/** @param known results so far; false for an error whose causes are being looked at: they may lead back to it */
function search(error: unknown, known: Map<unknown, boolean>): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const before = known.get(error);
  if (before !== undefined || known.size >= MAX_CAUSES) return before ?? false;
  known.set(error, false);
  const result = isOneItself(error) || isByItsCauses(error as Record<string, unknown>, known);
  known.set(error, result);
  return result;
}

function isByItsCauses(error: Record<string, unknown>, known: Map<unknown, boolean>): boolean {
  const { cause, driverError, previousErrors, errors } = error;
  if (search(cause, known) || search(driverError, known)) return true;
  if (Array.isArray(previousErrors) && previousErrors.some((one) => search(one, known))) return true;
  return Array.isArray(errors) && errors.length > 0 && errors.every((one) => search(one, known));
}

function isOneItself(error: object): boolean {
  const { code, name, message, retryable, retriable, errcode } = error as Record<string, unknown>;
  if (typeof code === 'string' && (systemCodes.has(code) || sqlStates.test(code))) return true;
  if (code === 'ERR_SQLITE_ERROR' && typeof errcode === 'number') return sqliteCodes.has(errcode & 0xff);
  if (name === 'DomainError') return retryable === true;
  if (typeof name === 'string' && names.has(name)) return true;
  if (name === 'KafkaJSProtocolError') return retriable === true;
  if (typeof message !== 'string') return false;
  return connectionMessages.has(message) || (name === 'ReplyError' && redisReplies.test(message));
}
