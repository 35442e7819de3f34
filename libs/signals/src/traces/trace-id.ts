const traceIdPattern = /^(?!0{32})[0-9a-f]{32}$/;

/** Checks a W3C trace id before it is used in a query or a path. @throws TypeError if it is invalid */
export function assertTraceId(traceId: string): void {
  if (!traceIdPattern.test(traceId)) throw new TypeError(`"${traceId}" is no trace id (32 hex digits)`);
}
