import type { IncomingHttpHeaders } from 'node:http';

/** Tracing rights of a caller. */
export interface Rights {
  /** The caller may request that its trace is kept (header `webstore-keep: true`). */
  mayAsk: boolean;
  /** The caller is the synthetic customer: its spans are marked, and customer metrics exclude it. */
  synthetic: boolean;
}

/** Returns the rights for an Authorization header. The service provides it, because this library does not verify tokens. */
export type Trust = (authorization: string | undefined) => Rights;

export const trustNone: Trust = () => ({ mayAsk: false, synthetic: false });

export function asksToKeep(headers: IncomingHttpHeaders): boolean {
  const wish = headers['webstore-keep'];
  return wish !== undefined && wish !== 'false';
}
