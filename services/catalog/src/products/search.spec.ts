import { describe, expect, it } from 'vitest';
import { searchQuery } from './search';

describe('searchQuery', () => {
  it('searches for products with a word that begins with each typed word', () => {
    expect(searchQuery('Travel  mug')).toBe('Travel:* & mug:*');
  });

  it('removes all operators of PostgreSQL', () => {
    expect(searchQuery("o'neill | !(a <-> b):*\0")).toBe('o:* & neill:* & a:* & b:*');
    expect(searchQuery('???')).toBe('');
  });
});
