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

describe('resolveFault', () => {
  it.each(catalogue.map(({ id }) => id))(
    'resolves %s without parameters, and leaves no $name in it',
    (id) => {
      expect(JSON.stringify({ ...resolveFault(id), parameters: {} })).not.toContain('$');
    },
  );

  it('substitutes the parameters in the component and the mitigation', () => {
    expect(resolveFault('service-stopped', { part: 'cart' })).toMatchObject({
      component: 'cart',
      parameters: { part: 'cart' },
      signal: { with: { service: 'cart' } },
      mitigation: { action: 'restart', part: 'cart' },
    });
  });

  it('lists the valid choices for an unknown fault or parameter', () => {
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
  it('has unique fault ids', () => {
    const ids = catalogue.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
  });
});
