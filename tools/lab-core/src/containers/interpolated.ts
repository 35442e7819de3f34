/** A variable that the file requires and that has no value. */
export class MissingVariable extends Error {}

/**
 * Replaces `${X}`, `${X:-default}`, `${X:?message}` and `${X:+instead}` as Compose does; `$$` is a dollar.
 */
export function interpolated(text: string, env: Record<string, string>): string {
  return text.replace(
    /\$\$|\$\{(\w+)(?::([-?+])([^}]*))?\}/g,
    (found, name?: string, how?: string, more = '') => {
      if (found === '$$') return '$';
      const value = env[name!] ?? '';
      if (how === '+') return value && more;
      if (value === '' && how === '?') throw new MissingVariable(name);
      return value === '' && how === '-' ? more : value;
    },
  );
}

/** The variables that the file requires. */
export const insistedOn = (text: string) =>
  new Set([...text.matchAll(/\$\{(\w+):\?/g)].map(([, name]) => name!));
