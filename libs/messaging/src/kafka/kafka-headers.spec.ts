import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anyBytes, anyHeaders, asHeaders, overTheWire } from '../../test/kafka-record';
import { headerValues, sendableHeaders } from './kafka-headers';

describe('Kafka headers', () => {
  it('are forwarded unchanged: binary, repeated, empty, without a value, with any name', () => {
    fc.assert(
      fc.property(fc.option(anyBytes), fc.option(anyBytes), anyHeaders, (key, value, original) => {
        const once = overTheWire({ key, value, headers: sendableHeaders(asHeaders(original)) });
        const twice = overTheWire({ ...once, headers: sendableHeaders(once.headers) });
        for (const message of [once, twice]) {
          expect(message.key).toEqual(key);
          expect(message.value).toEqual(value);
          expect(Object.keys(message.headers!).sort()).toEqual([...original.keys()].sort());
          for (const [name, sent] of original) expect(headerValues(message.headers, name)).toEqual(sent);
        }
      }),
    );
  });

  it('do not include inherited members of Object.prototype', () => {
    expect(headerValues({}, 'constructor')).toEqual([]);
    expect(headerValues(undefined, 'constructor')).toEqual([]);
  });
});
