import { describe, expect, it } from 'vitest';
import { render } from './template.ts';

describe('a template of infra', () => {
  it('gets its values', () => {
    expect(render('port={{port}}, again {{port}}', { port: 9092 })).toBe('port=9092, again 9092');
  });

  it('is refused when it contains a name without a value', () => {
    expect(() => render('port={{prot}}', { port: 9092 })).toThrow('{{prot}}');
  });
});
