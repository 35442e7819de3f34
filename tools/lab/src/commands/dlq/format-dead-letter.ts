import type { DeadLetter } from '@webstore/messaging';

/** A parked message as `dlq show` prints it. */
export function formatDeadLetter(letter: DeadLetter): string {
  const { origin, attempts } = letter;
  return [
    `id        ${letter.id}`,
    `cause     ${letter.cause}`,
    `origin    ${origin.topic}, partition ${origin.partition}, offset ${origin.offset}`,
    `service   ${letter.service}, after ${attempts} ${attempts === 1 ? 'attempt' : 'attempts'}`,
    `parked    ${letter.parkedAt}`,
    `replayed  ${letter.replayedAt ?? 'no'}`,
    `key       ${letter.key ?? 'none'}`,
    `body      ${bodyOf(letter)}`,
  ].join('\n');
}

function bodyOf({ value, omitted }: DeadLetter): string {
  if (!omitted) return value ?? 'none (a tombstone)';
  return `too large to be parked: ${omitted.valueBytes} bytes, sha256 ${omitted.valueSha256}`;
}
