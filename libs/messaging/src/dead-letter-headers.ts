/** What a message in `<topic>.<service>.dlq` says of its failure, beside its own headers. */
export const deadLetterHeaders = {
  /** `<slug or error name>: <message>`, with the causes behind it; at most 1,000 characters. */
  cause: 'webstore-dlq-cause',
  topic: 'webstore-dlq-topic',
  partition: 'webstore-dlq-partition',
  offset: 'webstore-dlq-offset',
  service: 'webstore-dlq-service',
  attempts: 'webstore-dlq-attempts',
  /** When it was parked, RFC 3339. */
  at: 'webstore-dlq-at',
  /** What the message was too large to be parked with: `value`, or `value,key,headers`. Absent: nothing. */
  omitted: 'webstore-dlq-omitted',
  /** Size of the omitted value, in bytes. */
  size: 'webstore-dlq-value-size',
  /** SHA-256 of the omitted value, hexadecimal. */
  hash: 'webstore-dlq-value-sha256',
} as const;
