import { userInfo } from 'node:os';

/** The name of the current user; a container can run with a user id without a name. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user-${process.getuid?.() ?? 'unknown'}`;
  }
}
