import { describe, expect, it } from 'vitest';
import { readConfig } from './config';

describe("the acquirer's configuration", () => {
  it.each(['', ' '])('treats a value of %j as missing', (blank) => {
    expect(readConfig({ HOST: blank, PORT: blank, STANDBY_HOST: blank, STANDBY_PORT: blank })).toEqual({
      HOST: '127.0.0.1',
      PORT: 8090,
      DATA_FILE: 'acquirer.sqlite',
      HTTP_ALLOWED_HOSTS: [],
    });
  });

  it('names every invalid value', () => {
    expect(() => readConfig({ PORT: 'http' })).toThrow(/^PORT: /);
  });
});
