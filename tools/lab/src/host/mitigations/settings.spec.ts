import { describe, expect, it } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { nativeControl } from '@webstore/supervisor/native-control.ts';
import { changesOf } from './settings.ts';

const control = nativeControl(openLab());

describe('the settings that an on-call engineer may change', () => {
  it('become variables of the component, or flags that it reads', () => {
    expect(changesOf(control, 'payment', { bank: 'standby', bankTimeoutMs: '3000' })).toEqual({
      variables: {
        ACQUIRER_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.2:\d+$/),
        ACQUIRER_TIMEOUT_MS: '3000',
      },
      flags: {},
    });
    expect(changesOf(control, 'catalog', { stockLookup: 'together' })).toEqual({
      variables: {},
      flags: { 'catalog.stock-lookup': 'together' },
    });
  });

  it.each([
    ['kafka', {}, 'kafka has no settings to change'],
    ['payment', {}, 'The settings of payment are logLevel'],
    ['payment', { colour: 'blue' }, 'payment has no setting colour'],
    ['constructor', {}, 'constructor has no settings to change'],
    ['payment', { constructor: 'x' }, 'payment has no setting constructor'],
    ['payment', { bank: 'third' }, 'it is one of first, standby'],
    ['payment', { bankTimeoutMs: '1' }, 'it is a number from 10 to 30000'],
  ])('of %s cannot be %j: %s', (part, given, why) => {
    expect(() => changesOf(control, part, given as Record<string, string>)).toThrow(why);
  });
});
