import {
  comesFromAllowedPage,
  headerValues,
  refuseHost,
  type Refusal,
  type RequestHead,
} from '@webstore/contracts';

/** Loki's: they change it although they are read (GET), so that a mere link would do. */
const changesWhenRead = /^\/(flush|ingester\/)/;

/**
 * Refuses whatever a page of another origin may have sent. Programs send no Sec-Fetch-Site and no Origin; of what a browser sends a
 * link to a page of ours is allowed, and nothing else: such a page is shown, and cannot be read by the other one.
 */
export function refusePage(head: RequestHead): Refusal | undefined {
  const refused = refuseHost(head, {});
  if (refused) return refused;
  const fromBrowser = ['origin', 'sec-fetch-site'].some((name) => headerValues(head, name).length > 0);
  if (!fromBrowser) return undefined;
  if (changesWhenRead.test(head.target)) return { status: 403, detail: 'not from a browser' };
  if (comesFromAllowedPage(head, []) || isLink(head)) return undefined;
  return { status: 403, detail: 'pages of other origins may neither read nor write here' };
}

function isLink(head: RequestHead): boolean {
  const [mode] = headerValues(head, 'sec-fetch-mode');
  const [destination] = headerValues(head, 'sec-fetch-dest');
  return head.method === 'GET' && mode === 'navigate' && destination === 'document';
}
