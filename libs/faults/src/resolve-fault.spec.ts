import { describe, expect, it } from 'vitest';
import { catalogue } from './catalogue';
import { resolveFault } from './resolve-fault';

const refusalOf = (id: string, given = {}) => {
  try {
    resolveFault(id, given);
  } catch (error) {
    return (error as Error).message;
  }
  return undefined;
};

describe('choose', () => {
  it.each(catalogue.map(({ id }) => id))('has %s without a parameter, and leaves no $name in it', (id) => {
    expect(JSON.stringify({ ...resolveFault(id), parameters: {} })).not.toContain('$');
  });

  it('puts the parameters into what the fault is about', () => {
    expect(resolveFault('service-stopped', { part: 'cart' })).toMatchObject({
      component: 'cart',
      parameters: { part: 'cart' },
      signal: { with: { service: 'cart' } },
      mitigation: { action: 'restart', part: 'cart' },
    });
  });

  it('says what there is when a fault or a parameter is not', () => {
    expect(refusalOf('no-coffee')).toContain('./lab break list');
    expect(refusalOf('bank-slow', { brand: 'visa' })).toBe(
      'bank-slow takes no brand: it takes country, delayMs.',
    );
    expect(refusalOf('bank-slow', { country: 'XX', delayMs: 'long' })).toBe(
      'country of bank-slow is one of DE, FR, GB, US, BR, JP, IN, AU.\ndelayMs of bank-slow is a number from 1000 to 4000.',
    );
  });
});

describe('the catalogue', () => {
  it('names every fault once', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
