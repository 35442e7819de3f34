import { createSecretKey, type KeyObject } from 'node:crypto';
import type { Session } from '@webstore/contracts';
import jwt from 'jsonwebtoken';
import { z } from 'zod';

const algorithm = 'HS256' as const;
const issuer = 'webstore-checkout';
const audience = 'webstore';
const lifetimeSeconds = 12 * 3600;
/** Maximum difference between the clocks of two services, in seconds. */
const clockTolerance = 5;

/** `exp` is required here because jsonwebtoken accepts a token without it for ever. */
const claims = z.object({ sub: z.string().min(1), exp: z.number() });

/** Customers' tokens: JSON Web Tokens, signed with the key that the services of one lab share. */
export class Sessions {
  private readonly key: KeyObject;

  constructor(key: string) {
    this.key = createSecretKey(Buffer.from(key));
  }

  /** Creates a session: a token for one customer, valid for twelve hours. */
  open(customerId: string): Session {
    const issuedAt = Math.floor(Date.now() / 1000);
    const exp = issuedAt + lifetimeSeconds;
    const payload = { sub: customerId, iss: issuer, aud: audience, iat: issuedAt, exp };
    const token = jwt.sign(payload, this.key, { algorithm });
    return { token, customerId, expiresAt: new Date(exp * 1000).toISOString() };
  }

  /** The customer id of a token; undefined if the token is invalid or expired. */
  customerOf(token: string): string | undefined {
    try {
      const options = { issuer, audience, clockTolerance, algorithms: [algorithm] };
      const { data } = claims.safeParse(jwt.verify(token, this.key, options));
      return data?.sub;
    } catch {
      return undefined;
    }
  }
}
