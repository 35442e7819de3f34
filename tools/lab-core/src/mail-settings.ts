import { z } from 'zod';

const address = z
  .string()
  .regex(/^$|^\S+@\S+$/, 'must be an e-mail address')
  .default('');

/** Optional settings of `.env` for pages by mail. */
export const mailSettings = {
  ALERT_MAIL_TO: address,
  ALERT_MAIL_FROM: address,
  SMTP_SMARTHOST: z
    .string()
    .regex(/^$|^[^\s:]+:\d+$/, 'must be host:port')
    .default(''),
  SMTP_REQUIRE_TLS: z.enum(['true', 'false']).default('true'),
  SMTP_USERNAME: z.string().default(''),
  SMTP_PASSWORD: z.string().default(''),
};

type MailSettings = z.infer<z.ZodObject<typeof mailSettings>>;

export interface Mail {
  to: string;
  from: string;
  /** host:port */
  smarthost: string;
  requireTls: boolean;
  /** Empty if the server needs none. */
  username: string;
  password: string;
}

/** Alertmanager's mail configuration, if any. */
export function mailOf(settings: MailSettings): Mail | undefined {
  if (settings.ALERT_MAIL_TO === '') return undefined;
  return {
    to: settings.ALERT_MAIL_TO,
    from: settings.ALERT_MAIL_FROM,
    smarthost: settings.SMTP_SMARTHOST,
    requireTls: settings.SMTP_REQUIRE_TLS === 'true',
    username: settings.SMTP_USERNAME,
    password: settings.SMTP_PASSWORD,
  };
}

/** Tests the mail settings now, not in an outage. */
export function halfMail(settings: MailSettings): string[] {
  const byDefault = z.object(mailSettings).parse({});
  const keys = Object.keys(mailSettings) as (keyof MailSettings)[];
  const given = keys.filter((key) => settings[key] !== byDefault[key]);
  const needed = ['ALERT_MAIL_TO', 'ALERT_MAIL_FROM', 'SMTP_SMARTHOST'] as const;
  const missing = needed.filter((key) => settings[key] === '');
  if (given.length === 0 || missing.length === 0) return [];
  return [`${given.join(', ')} without ${missing.join(', ')}: mail needs ${needed.join(', ')}`];
}
