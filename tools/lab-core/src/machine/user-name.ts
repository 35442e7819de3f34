import { userInfo } from 'node:os';

/** The name of whoever runs this; a container can be run by a user id that no name belongs to. */
export function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return `user-${process.getuid?.() ?? 'unknown'}`;
  }
}
