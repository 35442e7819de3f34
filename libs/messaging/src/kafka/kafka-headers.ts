import type { IHeaders } from 'kafkajs';

type HeaderValue = Buffer | string | null;

/** All values of one header. A header may be repeated, and Kafka allows headers without a value. */
export function headerValues(headers: IHeaders | undefined, name: string): HeaderValue[] {
  if (!headers || !Object.hasOwn(headers, name)) return [];
  const value: unknown = headers[name];
  // kafkajs 2.2.4 collects headers in an object literal: one that is named like a member of Object.prototype
  // (`constructor`) arrives as a repeated header whose first value is that member, which the sender never sent.
  return (Array.isArray(value) ? value : [value]).filter(isHeaderValue);
}

/** The same headers in a form that kafkajs can send, including binary, repeated, empty and null values. */
export function sendableHeaders(headers: IHeaders = {}): IHeaders {
  const sendable = Object.keys(headers).map((name) => [name, sendableValue(headerValues(headers, name))]);
  return Object.fromEntries(sendable) as IHeaders;
}

function sendableValue(values: HeaderValue[]): HeaderValue | HeaderValue[] {
  if (values.includes(null)) return ValuesWithNull.from(values);
  return values.length === 1 ? values[0]! : values;
}

/**
 * kafkajs 2.2.4 can write a header without a value (length -1), but measures it first with `Buffer.byteLength(value)`,
 * which throws for null (`recordBatch/record/v0`). It reads `value` of the pairs that `map` returns three times: to
 * measure, to check for null, to write. A pair that returns '' on the first read avoids the error.
 */
class ValuesWithNull extends Array<HeaderValue> {
  static override get [Symbol.species](): ArrayConstructor {
    return Array;
  }

  override map<T>(callback: (value: HeaderValue, index: number, all: HeaderValue[]) => T): T[] {
    return Array.from<HeaderValue>(this).map((value, index, all) => {
      const pair = callback(value, index, all);
      return value === null ? measuredAsEmpty(pair) : pair;
    });
  }
}

function measuredAsEmpty<T>(pair: T): T {
  let measured = false;
  return Object.defineProperty(pair as object, 'value', {
    enumerable: true,
    get: () => {
      if (measured) return null;
      measured = true;
      return '';
    },
  }) as T;
}

function isHeaderValue(value: unknown): value is HeaderValue {
  return value === null || typeof value === 'string' || Buffer.isBuffer(value);
}
