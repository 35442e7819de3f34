import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { redactor } from './redact';
import { secretsOf } from './secret-variables';

describe('the secrets of the process', () => {
  it('are its tokens, its keys and the passwords in its URLs, except short ones that could be part of a word', () => {
    const DATABASE_URL = 'postgres://shop:long-enough@localhost:5432/shop';
    const env = {
      ADMIN_TOKEN: 'admin-0123',
      SESSION_KEY: 'signing-key',
      REDIS_URL: 'redis://:shop@localhost',
    };
    expect(secretsOf({ ...env, DATABASE_URL })).toEqual(['signing-key', 'long-enough', 'admin-0123']);
  });

  it('include the password of a URL both decoded and percent-encoded', () => {
    expect(secretsOf({ DATABASE_URL: 'postgres://a:p%40ssword%21x@h/d' })).toEqual([
      'p%40ssword%21x',
      'p@ssword!x',
    ]);
  });

  it('include a password with invalid percent-encoding unchanged', () => {
    expect(secretsOf({ DATABASE_URL: 'postgres://a:100%zz-sure@h/d' })).toEqual(['100%zz-sure']);
  });

  it.each([
    'PGPASSWORD',
    'JWT_SIGNING_SECRET',
    'dbPassword',
    'DB_PWD',
    'STRIPE_APIKEY',
    'NPM_AUTH',
    'SSL_KEY',
  ])('are in %s', (name) => {
    expect(secretsOf({ [name]: ' s3cret-value ' })).toEqual(['s3cret-value']);
  });

  it.each([
    ['REDIS_URI', 'rediss://default:s3cret-value@cache:6379/0'],
    ['SMTP_DSN', 'smtp://mailer:s3cret-value@mail:25'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'https://user:s3cret-value@collector:4318'],
    ['OAUTH_TOKEN_URL', 'https://user:s3cret-value@login/token'],
  ])('are in the URL of %s', (name, url) => {
    expect(secretsOf({ [name]: url })).toEqual(['s3cret-value']);
  });

  it.each([
    ['PWD', '/srv/webstore'],
    ['OLDPWD', '/srv/webstore'],
    ['POSTGRES_PASSWORD_FILE', '/run/secrets/postgres'],
    ['OAUTH_TOKEN_URL', 'https://login/token'],
    ['COOKIE_DOMAIN', 'localhost'],
    ['JWT_AUDIENCE', 'webstore'],
    ['TOKEN_TTL', '10 minutes'],
    ['KEYBOARD', 'mechanical'],
    ['PUBLIC_URL', 'https://shop.example'],
  ])('are not in %s', (name, value) => {
    expect(secretsOf({ [name]: value })).toEqual([]);
  });

  it('are replaced longest first, so that no rest of a longer one remains', () => {
    const secrets = secretsOf({ A_TOKEN: 'abcdefgh', B_TOKEN: 'abcdefgh-more' });
    expect(redactor(secrets)('sent abcdefgh-more')).toBe('sent [token]');
  });

  it('include the decoded form of every password that a URL can contain', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', minLength: 8 }), (password) => {
        expect(secretsOf({ A_DSN: `smtp://user:${encodeURIComponent(password)}@mail` })).toContain(password);
      }),
    );
  });
});
