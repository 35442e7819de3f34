/** Codes of connections that failed or broke, and of a machine without free file descriptors or disk space. */
const systemCodes = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENOSPC',
  'EMFILE',
  'ENFILE',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'UND_ERR_SOCKET',
]);

/**
 * SQLSTATEs of an unavailable PostgreSQL: connection exceptions (08), out of resources (53), a shutdown or a cancelled
 * statement (57), system errors (58), a lock timeout, a deadlock, a read-only standby.
 * Never 22 (data exceptions) or 23 (constraints): those come from a bug or from input that should have been refused.
 */
const sqlStates = /^(08|53|57|58)[0-9A-Z]{3}$|^(25006|25P03|40001|40P01|55P03)$/;

/** Messages of connection errors of pg and pg-pool that have no code. */
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

/** Prefixes of Redis error replies for commands that Redis cannot run at the moment. */
const redisReplies = /^(-?)(OOM|LOADING|READONLY|BUSY|MASTERDOWN|CLUSTERDOWN|MISCONF|TRYAGAIN|NOREPLICAS) /;

const names = new Set([
  'MaxRetriesPerRequestError',
  // AbortSignal.timeout
  'TimeoutError',
  'KafkaJSConnectionError',
  'KafkaJSConnectionClosedError',
  'KafkaJSRequestTimeoutError',
  'KafkaJSBrokerNotFound',
  // Every known broker failed to name the coordinator of a group. kafkajs drops the reasons.
  'KafkaJSGroupCoordinatorNotFound',
  'KafkaJSLockTimeout',
  'KafkaJSNumberOfRetriesExceeded',
]);

/** SQLite's primary result codes: busy, locked, read-only, I/O error, disk full, cannot open. */
const sqliteCodes = new Set([5, 6, 8, 10, 13, 14]);

/** Maximum depth of the cause chain, as a guard against circular or very long chains. */
const MAX_CAUSES = 50;

/**
 * Whether an error comes from an outage: a dependency (store or service) that is unreachable, overloaded or frozen, so that
 * a later attempt may succeed. Checks the causes, the driver error inside a TypeORM error, and `AggregateError`s, which are
 * outages only if each of their errors is one.
 *
 * Any other error is a bug or invalid input, and a retry does not help.
 */
export function isOutage(error: unknown): boolean {
  return search(error, new Map());
}

/** @param known results so far; false for an error whose causes are being searched, because a chain may be circular */
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
