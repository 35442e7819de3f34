import { expect, it } from 'vitest';
import { asFailure, codeOf } from './system-error.ts';

it('recognizes a read-only file system by its message where Node gives no code', () => {
  const message = "Unknown error: Read-only file system '/lab/run/redis.pid'";
  const error = Object.assign(new Error(message), { code: '', errno: -4094, path: '/lab/run/redis.pid' });
  expect(codeOf(error)).toBe('EROFS');
  expect(asFailure(error)?.message).toContain('its file system is read-only');
});

it('treats no other error as one of the system', () => {
  expect(codeOf(new Error('no such page'))).toBe('');
  expect(codeOf(undefined)).toBe('');
  expect(asFailure(new TypeError('undefined is not a function'))).toBeUndefined();
});
