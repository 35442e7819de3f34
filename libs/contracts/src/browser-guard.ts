import { z } from 'zod';

/** Method, target and headers of a request. */
export interface RequestHead {
  method: string;
  /** The request target: a path or an absolute URL. */
  target: string;
  /** Alternating names and values, as in Node's `rawHeaders`. */
  rawHeaders: readonly string[];
}

/** Which hosts and pages may use a service from a browser. */
export interface BrowserAccess {
  /** Host names that clients use for the service, in addition to the loopback names. */
  allowedHosts?: readonly string[];
  /** Origins whose pages may send writes. The service's own origin is always allowed. */
  allowedOrigins?: readonly string[];
}

/** Setting of a service: comma-separated host names without ports. Parsed to lower case. Default: none. */
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

/** The reason for refusing a request, with the HTTP status of the response. */
export interface Refusal {
  status: 400 | 403 | 415 | 421;
  detail: string;
}

const safeMethods = new Set(['GET', 'HEAD', 'OPTIONS']);
const loopback = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
const authority = /^([a-z0-9._-]+|\[[0-9a-f:.]+\])(?::\d{1,5})?$/;

/** Paths that probes and scrapers may call with any Host header. All of them are read-only. */
export const answersAnyHost = (path: string): boolean => /^\/(health(\/[a-z]+)?|metrics)$/.test(path);

/**
 * Refuses a request whose Host header is not one of our names. In a DNS rebinding attack, a page resolves its own name to our address,
 * so the browser treats our responses as same-origin. The Host header still holds the page's name, and a page cannot change it.
 *
 * Status 421 (Misdirected Request) for a foreign name; 400 for more than one name.
 */
export function refuseHost(head: RequestHead, { allowedHosts = [] }: BrowserAccess): Refusal | undefined {
  const hosts = [...headerValues(head, 'host'), ...headerValues(head, ':authority')];
  if (headerValues(head, 'host').length > 1)
    return { status: 400, detail: 'send one Host header, not several' };
  // An absolute-form target names a host as well, and RFC 9112 gives it precedence: both hosts must be ours.
  const absolute = /^[a-z][a-z0-9+.-]*:\/\/([^/?#]*)/i.exec(head.target)?.[1];
  const names = [...hosts, ...(absolute === undefined ? [] : [absolute])];
  if (names.length > 0 && names.every((name) => isAllowed(name, allowedHosts))) return undefined;
  return {
    status: 421,
    detail:
      'this service does not answer for the host of the request: use a loopback name, or add it to HTTP_ALLOWED_HOSTS',
  };
}

/** Refuses a write that a page of another origin, or a form, can send without a CORS preflight. */
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

/** Programs send neither header. Browsers send Origin with every write, and most send Sec-Fetch-Site as well. */
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

/** All values of a header. `name` must be lower case. */
export function headerValues({ rawHeaders }: RequestHead, name: string): string[] {
  return rawHeaders.filter((_, at) => at % 2 === 1 && rawHeaders[at - 1]!.toLowerCase() === name);
}
