import { describe, expect, it } from 'vitest';
import { searchQuery } from './search';

describe('searchQuery', () => {
  it('asks for products that have a word beginning with each word typed', () => {
    expect(searchQuery('Travel  mug')).toBe('Travel:* & mug:*');
  });

  it('lets nothing through that means something to PostgreSQL', () => {
    expect(searchQuery("o'neill | !(a <-> b):*\0")).toBe('o:* & neill:* & a:* & b:*');
    expect(searchQuery('???')).toBe('');
  });
});
