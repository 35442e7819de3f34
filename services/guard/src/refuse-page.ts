import {
  type BrowserAccess,
  comesFromAllowedPage,
  headerValues,
  refuseHost,
  type Refusal as PageRefusal,
  type RequestHead,
} from '@webstore/contracts';
import type { Program } from './programs';

export interface Refusal {
  status: PageRefusal['status'] | 404;
  detail: string;
}

/**
 * Refuses requests that a page of another origin may have sent. Programs send no Sec-Fetch-Site and no Origin. Of cross-origin
 * browser requests, only links to pages of the program are allowed.
 */
export function refusePage(
  head: RequestHead,
  { pages, paths, servesTheShop }: Program,
  access: BrowserAccess,
): Refusal | undefined {
  const refused = refuseHost(head, access);
  if (refused) return refused;
  const path = head.target.split('?')[0]!;
  if (paths && !paths.test(path)) return { status: 404, detail: 'the guard passes nothing on to this path' };
  if (comesFromAllowedPage(head, (servesTheShop && access.allowedOrigins) || [])) return undefined;
  if (isLink(head) && pages?.test(path)) return undefined;
  return { status: 403, detail: 'pages of other origins may neither read nor write here' };
}

function isLink(head: RequestHead): boolean {
  const [mode] = headerValues(head, 'sec-fetch-mode');
  const [destination] = headerValues(head, 'sec-fetch-dest');
  return head.method === 'GET' && mode === 'navigate' && destination === 'document';
}
