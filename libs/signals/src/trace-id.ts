const traceIdPattern = /^(?!0{32})[0-9a-f]{32}$/;

/** Refuses what is no W3C trace id, before it is written into a query or a path. */
export function assertTraceId(traceId: string): void {
  if (!traceIdPattern.test(traceId)) throw new TypeError(`"${traceId}" is no trace id (32 hex digits)`);
}
