/**
 * Variables that a process of the lab inherits from the shell: no NODE_OPTIONS, JAVA_TOOL_OPTIONS or OTEL_*
 * of the user's.
 */
const inherited = ['PATH', 'HOME', 'TZ', 'LANG', 'LC_ALL', 'TMPDIR', 'USER'];

export function minimalEnv(own: Record<string, string> = {}): Record<string, string> {
  const kept = inherited.flatMap((key) => (process.env[key] === undefined ? [] : [[key, process.env[key]]]));
  return { ...Object.fromEntries(kept), ...own };
}
