import { describe, expect, it } from 'vitest';
import { readBuckets, secretsOf } from './config';

describe('the buckets of request times', () => {
  it('are those of old while nobody says otherwise, with the bound that the objective of product pages counts', () => {
    expect(readBuckets(undefined)).toEqual(readBuckets(''));
    expect(readBuckets(undefined)).toContain(0.25);
  });

  it('are the bounds that are given, in seconds', () => {
    expect(readBuckets('0.1, 1,10')).toEqual([0.1, 1, 10]);
  });

  it.each(['1,x', '10,1', '0,1', '1,,2', '1,1'])('are refused as %s', (value) => {
    expect(() => readBuckets(value)).toThrow(`HTTP_DURATION_BUCKETS is ${value}`);
  });
});

describe('the secrets of the process', () => {
  it('are its tokens and the passwords in its URLs, but none so short that a word could hold it', () => {
    const DATABASE_URL = 'postgres://shop:long-enough@localhost:5432/shop';
    expect(
      secretsOf({ ADMIN_TOKEN: 'admin-0123', DATABASE_URL, REDIS_URL: 'redis://:shop@localhost' }),
    ).toEqual(['admin-0123', 'long-enough']);
  });
});
