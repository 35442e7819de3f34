/** Their first argument is a script or a password. */
const withoutKey = /^(auth|hello|acl|config|migrate|echo|eval|fcall|script|function)/i;

/** What a span says of a Redis command: its name and its first key, never the values that it carries. */
export function redisStatement(command: string, args: readonly unknown[]): string {
  const [key] = args;
  return key === undefined || withoutKey.test(command) ? command : `${command} ${String(key)}`;
}
