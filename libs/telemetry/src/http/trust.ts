import type { IncomingHttpHeaders } from 'node:http';

/** What a caller may have done with its traces. */
export interface Rights {
  /** Its wish that a trace be kept (header `webstore-keep: true`) counts. */
  mayAsk: boolean;
  /** It is the synthetic customer: what it does is marked, and counted as nobody's. */
  synthetic: boolean;
}

/** Judges a caller by its Authorization header. This library knows no tokens: the service says who may what. */
export type Trust = (authorization: string | undefined) => Rights;

export const trustNobody: Trust = () => ({ mayAsk: false, synthetic: false });

export function asksToKeep(headers: IncomingHttpHeaders): boolean {
  const wish = headers['webstore-keep'];
  return wish !== undefined && wish !== 'false';
}
