import { createHmac } from 'node:crypto';

/** A row of the table route × role × owner, as libs/http reads it from the OpenAPI document. */
interface Row {
  method: string;
  path: string;
  public: boolean;
  callers: readonly string[];
  owned?: string;
}

interface Caller {
  token?: string;
  /** The kind of caller of the token; undefined for an invalid token. */
  kind?: string;
  /** True for a customer who does not own the requested cart or order. */
  foreign?: boolean;
}

interface Tokens {
  /** Session token of the customer who owns the requested data; `other` is that of another customer. */
  owner: string;
  other: string;
  tester: string;
  admin: string;
  synthetic: string;
  /** Key that signs sessions. */
  sessionKey: string;
}

/** All callers: without a token, with invalid tokens, and with each valid token. */
export function accessCallers({ owner, other, tester, admin, synthetic, sessionKey }: Tokens) {
  const claims = JSON.parse(Buffer.from(owner.split('.')[1]!, 'base64url').toString()) as object;
  const past = Math.floor(Date.now() / 1000) - 60;
  return {
    'without a token': {},
    'an unknown token': { token: 'an-unknown-token' },
    'an expired session': { token: signed({ ...claims, exp: past }, sessionKey) },
    'a session signed with another key': { token: signed(claims, `${sessionKey}!`) },
    'a session without a signature': { token: `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.` },
    'a session that the test signed': { token: signed(claims, sessionKey), kind: 'customer' },
    'the owner': { token: owner, kind: 'customer' },
    'another customer': { token: other, kind: 'customer', foreign: true },
    'the synthetic customer': { token: synthetic, kind: 'synthetic', foreign: true },
    'the tester': { token: tester, kind: 'tester' },
    'the admin': { token: admin, kind: 'admin' },
  } satisfies Record<string, Caller>;
}

/**
 * Sends the request of every row as every caller.
 *
 * @param send sends an otherwise valid request for data of the owner, and returns its status
 * @returns actual and expected results by row and caller: 401, 403, 404 or `passes`
 */
export async function driveAccess(
  rows: readonly Row[],
  callers: Record<string, Caller>,
  send: (row: Row, headers: Record<string, string>) => Promise<number>,
): Promise<{ answered: Record<string, string>; expected: Record<string, string> }> {
  const answered: Record<string, string> = {};
  const expected: Record<string, string> = {};
  for (const row of rows) {
    for (const [name, caller] of Object.entries(callers)) {
      const key = `${row.method} ${row.path}: ${name}`;
      const status = await send(row, caller.token ? { authorization: `Bearer ${caller.token}` } : {});
      answered[key] = [401, 403, 404].includes(status) ? String(status) : 'passes';
      expected[key] = expectedFor(row, caller);
    }
  }
  return { answered, expected };
}

function expectedFor(row: Row, { kind, foreign = false }: Caller): string {
  if (row.public) return 'passes';
  if (!kind) return '401';
  if (!row.callers.includes(kind)) return '403';
  return row.owned && foreign ? '404' : 'passes';
}

const part = (content: object) => Buffer.from(JSON.stringify(content)).toString('base64url');

/** Signs a token without the package that the services use for verification. */
function signed(claims: object, key: string): string {
  const text = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
  return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`;
}
