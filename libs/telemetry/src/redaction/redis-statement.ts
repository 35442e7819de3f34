/** Commands whose first argument is not a key, such as a script or a password. */
const withoutKey = /^(auth|hello|acl|config|migrate|echo|eval|fcall|script|function)/i;

/** Text of a Redis command for spans: its name and first key, never its values. */
export function redisStatement(command: string, args: readonly unknown[]): string {
  const [key] = args;
  return key === undefined || withoutKey.test(command) ? command : `${command} ${String(key)}`;
}
