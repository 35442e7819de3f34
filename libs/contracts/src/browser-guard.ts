import { z } from 'zod';

/** The part of a request that its method, target and headers are. */
export interface RequestHead {
  method: string;
  /** As on the request line: a path, or a whole URL. */
  target: string;
  /** Names and values in turns, as Node's `rawHeaders`. */
  rawHeaders: readonly string[];
}

export interface BrowserAccess {
  /** Host names, beside those of loopback, under which the service is called. */
  allowedHosts?: readonly string[];
  /** Origins whose pages may write. The service's own is always one. */
  allowedOrigins?: readonly string[];
}

/** A service's setting: host names without ports, with commas between them, in small letters. Default: none. */
export const hostNames = z
  .string()
  .transform((text) =>
    text
      .toLowerCase()
      .split(',')
      .map((name) => name.trim())
      .filter(Boolean),
  )
  .pipe(z.array(z.string().regex(/^([a-z0-9._-]+|\[[0-9a-f:.]+\])$/, 'expected host names without ports')))
  .default([]);

/** Why a request is refused, with its HTTP status. */
export interface Refusal {
  status: 400 | 403 | 415 | 421;
  detail: string;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const loopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const authority = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** Paths that probes and scrapers call under any name; all of them only read. */
export const answersAnyHost = (path: string): boolean => /^\/(health(\/[a-z]+)?|metrics)$/.test(path);

/**
 * Refuses a request for a name that is not ours. A page can give its own name our address (DNS rebinding); its browser then takes
 * our answers for that page's own. The Host header still has the page's name, and no page can change it.
 *
 * 421, because the request reached a server that does not answer for this name; 400 when it names several.
 */
export function refuseHost(head: RequestHead, { allowedHosts = [] }: BrowserAccess): Refusal | undefined {
  const hosts = [...headerValues(head, 'host'), ...headerValues(head, ':authority')];
  if (headerValues(head, 'host').length > 1)
    return { status: 400, detail: 'send one Host header, not several' };
  // A target that is a whole URL names a host as well, and RFC 9112 prefers that one: both must be ours.
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(head.target)?.[1];
  const names = [...hosts, ...(absolute === undefined ? [] : [absolute])];
  if (names.length > 0 && names.every((name) => isAllowed(name, allowedHosts))) return undefined;
  return {
    status: 421,
    detail:
      'this service does not answer for the host of the request: use a loopback name, or add it to HTTP_ALLOWED_HOSTS',
  };
}

/** Refuses a write that a page of another origin, or a form, can send without asking first. */
export function refuseWrite(head: RequestHead, { allowedOrigins = [] }: BrowserAccess): Refusal | undefined {
  if (safeMethods.has(head.method)) return undefined;
  if (!comesFromAllowedPage(head, allowedOrigins))
    return {
      status: 403,
      detail: 'the request comes from a page of another origin: add its origin to CORS_ORIGINS',
    };
  if (hasBody(head) && !isJson(head)) return { status: 415, detail: 'send the body as application/json' };
  return undefined;
}

function isAllowed(host: string, allowedHosts: readonly string[]): boolean {
  const name = authority.exec(host.toLowerCase())?.[1];
  return name !== undefined && (loopback.test(name) || allowedHosts.includes(name));
}

/** Programs send neither header; browsers send Origin with every write, and most Sec-Fetch-Site. */
export function comesFromAllowedPage(head: RequestHead, allowedOrigins: readonly string[]): boolean {
  const origins = headerValues(head, 'origin');
  if (origins.length > 0) {
    const [host] = headerValues(head, 'host');
    const own = [`http://${host}`, `https://${host}`];
    return origins.every((origin) => own.includes(origin) || allowedOrigins.includes(origin));
  }
  return headerValues(head, 'sec-fetch-site').every((site) => site === 'same-origin' || site === 'none');
}

function hasBody(head: RequestHead): boolean {
  return (
    headerValues(head, 'transfer-encoding').length > 0 ||
    headerValues(head, 'content-length').some((length) => Number(length) !== 0)
  );
}

function isJson(head: RequestHead): boolean {
  const types = headerValues(head, 'content-type');
  return types.length === 1 && /^application\/json\s*(;|$)/i.test(types[0]!.trim());
}

/** All values of a header; the name in small letters. */
export function headerValues({ rawHeaders }: RequestHead, name: string): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]!.toLowerCase() === name);
}
