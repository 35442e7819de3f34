import { demoCustomerId, type Session, session, syntheticCustomerId } from '@webstore/contracts';
import type { Lab } from '../lab.ts';

const patience = 10_000;
/** A token with less time left is not used. */
const enoughMs = 60_000;

/** The tokens of the shop's customers: each customer logs in once, and again when the session ends. */
export class Customers {
  private readonly sessions = new Map<string, Promise<Session>>();
  private readonly lab: Pick<Lab, 'settings' | 'url'>;

  constructor(lab: Pick<Lab, 'settings' | 'url'>) {
    this.lab = lab;
  }

  async tokenOf(customerId: string): Promise<string> {
    const { USER_TOKEN, SYNTHETIC_TOKEN } = this.lab.settings();
    if (customerId === syntheticCustomerId) return SYNTHETIC_TOKEN;
    if (customerId === demoCustomerId) return USER_TOKEN;
    const { token, expiresAt } = await this.session(customerId);
    if (Date.parse(expiresAt) - Date.now() > enoughMs) return token;
    this.sessions.delete(customerId);
    return (await this.session(customerId)).token;
  }

  private session(customerId: string): Promise<Session> {
    const known = this.sessions.get(customerId);
    if (known) return known;
    const opened = this.logIn(customerId).catch((error: unknown) => {
      this.sessions.delete(customerId);
      throw error;
    });
    this.sessions.set(customerId, opened);
    return opened;
  }

  private async logIn(customerId: string): Promise<Session> {
    const answer = await fetch(`${this.lab.url('checkout')}/sessions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ customerId }),
      signal: AbortSignal.timeout(patience),
    });
    const text = await answer.text();
    // The answer to a successful login contains a token, so no message may contain it.
    if (!answer.ok) throw new Error(`POST checkout/sessions answered ${answer.status}: ${text}`);
    return session.parse(JSON.parse(text));
  }
}
