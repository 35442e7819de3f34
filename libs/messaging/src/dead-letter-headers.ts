/** What a message in `<topic>.<service>.dlq` says of its failure, beside its own headers. */
export const deadLetterHeaders = {
  /** `<slug or error name>: <message>` */
  cause: 'webstore-dlq-cause',
  topic: 'webstore-dlq-topic',
  partition: 'webstore-dlq-partition',
  offset: 'webstore-dlq-offset',
  service: 'webstore-dlq-service',
  attempts: 'webstore-dlq-attempts',
  /** When it was parked, RFC 3339. */
  at: 'webstore-dlq-at',
} as const;
