import { describe, expect, it } from 'vitest';
import { readConfig } from './config';

describe("the bank's configuration", () => {
  it.each(['', ' '])('takes a value of %j for none', (blank) => {
    expect(readConfig({ HOST: blank, PORT: blank, STANDBY_HOST: blank })).toEqual({
      HOST: '127.0.0.1',
      PORT: 8090,
      DATA_FILE: 'acquirer.sqlite',
      HTTP_ALLOWED_HOSTS: [],
    });
  });

  it('names every wrong value', () => {
    expect(() => readConfig({ PORT: 'http' })).toThrow(/^PORT: /);
  });
});
