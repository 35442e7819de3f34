import { describe, expect, it } from 'vitest';
import { exitCodes, Failure } from './failure.ts';
import { parseSettings } from './settings.ts';

function complaintsAbout(text: string): string[] {
  try {
    parseSettings(text);
  } catch (error) {
    expect((error as Failure).exitCode).toBe(exitCodes.badSettings);
    return (error as Failure).message.split('\n').slice(0, -1);
  }
  return [];
}

describe('.env', () => {
  it('may be absent: every setting has a default', () => {
    expect(parseSettings('')).toMatchObject({
      USER_TOKEN: 'user-token-123',
      LOG_LEVEL: 'info',
      WEBSTORE_KEEP_SHARE: '0.1',
    });
  });

  it('overrides a default, with comments and quotes around it', () => {
    expect(parseSettings('# mine\nUSER_TOKEN="a-longer-token"\n').USER_TOKEN).toBe('a-longer-token');
  });

  it('reports every wrong value at once, one per line', () => {
    const wrong = [
      'LOG_LEVEL=loud',
      'LOG_FILE=/tmp/one.log',
      'LOG_SAMPLE_ABOVE=0',
      'OTEL_LOGS_EXPORTER=file',
      'WEBSTORE_KEEP_SHARE=2',
    ];
    const complaints = complaintsAbout(['USER_TOKEN=short', ...wrong].join('\n'));
    expect(complaints).toEqual([
      expect.stringMatching(/USER_TOKEN .*8 to 200/),
      expect.stringContaining('LOG_LEVEL must be one of error, warn'),
      expect.stringMatching(/LOG_FILE must be .*\{service\}/),
      expect.stringContaining('LOG_SAMPLE_ABOVE must be a whole number'),
      expect.stringContaining('OTEL_LOGS_EXPORTER must be one of otlp, none'),
      expect.stringContaining('KEEP_SHARE must be a number'),
    ]);
  });

  it('reports an unknown setting, with the known ones', () => {
    expect(complaintsAbout('USER_TOKN=user-token-1')).toEqual([
      expect.stringMatching(/^\.env: USER_TOKN is not a setting of the lab \(it has USER_TOKEN, /),
    ]);
  });

  it('reports an invalid line', () => {
    expect(complaintsAbout('\nUSER_TOKEN user-token-1')).toEqual([
      '.env: line 2 is not KEY=value: USER_TOKEN user-token-1.',
    ]);
  });

  it('refuses one token for two roles', () => {
    expect(complaintsAbout('USER_TOKEN=same-token\nADMIN_TOKEN=same-token')).toEqual([
      '.env: USER_TOKEN and ADMIN_TOKEN must differ.',
    ]);
  });

  it('needs a complete mail route, and names the missing settings', () => {
    const whole = ['ALERT_MAIL_TO=a@example.com', 'ALERT_MAIL_FROM=b@example.com', 'SMTP_SMARTHOST=mail:25'];
    expect(complaintsAbout(whole.join('\n'))).toEqual([]);
    expect(complaintsAbout(`${whole[0]}\nSMTP_PASSWORD=x`)).toEqual([
      expect.stringMatching(/ALERT_MAIL_TO, SMTP_PASSWORD without ALERT_MAIL_FROM, SMTP_SMARTHOST/),
    ]);
    expect(complaintsAbout(`${whole.slice(0, 2).join('\n')}\nSMTP_SMARTHOST=mail`)).toEqual([
      expect.stringContaining('SMTP_SMARTHOST must be host:port'),
    ]);
  });

  it('is documented by .env.example, whose values are the defaults', async () => {
    const { readFileSync } = await import('node:fs');
    const example = readFileSync(new URL('../../../.env.example', import.meta.url), 'utf8');
    expect(parseSettings(example)).toEqual(parseSettings(''));
    for (const name of Object.keys(parseSettings(''))) expect(example).toContain(`\n${name}=`);
  });
});
