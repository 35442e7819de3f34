import { describe, expect, it } from 'vitest';
import { inProperties } from './kafka.ts';

describe('a path in a Java properties file', () => {
  it.each([
    ["/my lab/it's #1 = 50%!", "/my lab/it's #1 = 50%!"],
    ['/müller', '/m\\u00fcller'],
    ['/実験/🙂', '/\\u5b9f\\u9a13/\\ud83d\\ude42'],
    ['/a\\b', '/a\\u005cb'],
  ])('%s', (path, written) => {
    expect(inProperties(path)).toBe(written);
  });
});
