import type { IHeaders } from 'kafkajs';

type HeaderValue = Buffer | string | null;

/** The values of one header as they were sent; a header may be repeated, and Kafka allows one without a value. */
export function headerValues(headers: IHeaders | undefined, name: string): HeaderValue[] {
  if (!headers || !Object.hasOwn(headers, name)) return [];
  const value: unknown = headers[name];
  // kafkajs 2.2.4 collects headers in an object literal: one that is named like a member of Object.prototype
  // (`constructor`) arrives as a repeated header whose first value is that member. It was never sent.
  return (Array.isArray(value) ? value : [value]).filter(isHeaderValue);
}

/** Headers as they came, in a form that kafkajs can send: binary, repeated and empty ones and those without a value. */
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
 * which throws for null (`recordBatch/record/v0`). It reads `value` of the pairs that `map` gives: once to measure,
 * then to ask whether it is null, then to write. A pair that answers '' to the first question gets through.
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
