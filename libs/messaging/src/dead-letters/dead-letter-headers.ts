/** Headers of a message in `<topic>.<service>.dlq` that describe the failure, in addition to its own headers. */
export const deadLetterHeaders = {
  /** `<slug or error name>: <message>`, with its causes; at most 1,000 characters. */
  cause: 'webstore-dlq-cause',
  topic: 'webstore-dlq-topic',
  partition: 'webstore-dlq-partition',
  offset: 'webstore-dlq-offset',
  service: 'webstore-dlq-service',
  attempts: 'webstore-dlq-attempts',
  /** Time of parking, RFC 3339. */
  at: 'webstore-dlq-at',
  /** Parts omitted because the message was too large: `value`, or `value,key,headers`. Absent: nothing omitted. */
  omitted: 'webstore-dlq-omitted',
  /** Size of the omitted value, in bytes. */
  size: 'webstore-dlq-value-size',
  /** SHA-256 of the omitted value, hexadecimal. */
  hash: 'webstore-dlq-value-sha256',
} as const;
