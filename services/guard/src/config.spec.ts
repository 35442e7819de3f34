import { describe, expect, it } from 'vitest';
import { readConfig } from './config';

describe("the guard's configuration", () => {
  it('has one line per port, with the program behind it', () => {
    const GUARDED = '\n  loki 3100 loki:3100\n  otlp 4318 alloy:6666\n';
    expect(readConfig({ GUARDED, CORS_ORIGINS: 'http://localhost:3001,http://127.0.0.1:3001' })).toEqual({
      HOST: '127.0.0.1',
      GUARDED: [
        { program: 'loki', listen: 3100, host: 'loki', port: 3100 },
        { program: 'otlp', listen: 4318, host: 'alloy', port: 6666 },
      ],
      HTTP_ALLOWED_HOSTS: [],
      CORS_ORIGINS: ['http://localhost:3001', 'http://127.0.0.1:3001'],
    });
  });

  it.each([
    ['', /GUARDED/],
    ['loki', /"loki" is not "<program> <port to listen on> <host>:<port>"/],
    ['loky 3100 loki:3100', /"loky" is not a program that the guard knows: prometheus, /],
    ['constructor 3100 loki:3100', /"constructor" is not a program/],
  ])('names what is wrong with %j', (GUARDED, message) => {
    expect(() => readConfig({ GUARDED })).toThrow(message);
  });
});
