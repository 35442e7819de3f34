import { STATUS_CODES } from 'node:http';
import type { Refusal } from './refuse-page';

export const problemHeaders = { 'content-type': 'application/problem+json', connection: 'close' };

/** A refusal as problem details. */
export const bodyOf = ({ status, detail }: Refusal): string =>
  JSON.stringify({ type: 'about:blank', title: STATUS_CODES[status], status, detail });
