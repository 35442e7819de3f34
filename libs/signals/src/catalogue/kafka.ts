import { labels, promql, type Query } from '../query';

const here = 'environment="$environment"';
const ofConsumer = `${here},service=~"$consumer"`;
const ofShop = `${here},job="services"`;
const rate = (metric: string) => `rate(${metric}{${ofShop}}[$window])`;

/** Messages, as reported by the services and by the broker. */
export const kafka = {
  consumerLag: promql(
    'How many messages does each consumer group still have to handle?',
    'count',
    `sum by (consumergroup) (kafka_consumergroup_lag{${here}})`,
  ),
  lagByTopic: promql(
    'Which messages wait, and for whom?',
    'count',
    `sum by (consumergroup, topic) (kafka_consumergroup_lag{${here}})`,
  ),
  groupMembers: promql(
    'How many processes read as each group?',
    'count',
    `max by (consumergroup) (kafka_consumergroup_members{${here}})`,
  ),
  brokers: promql('How many brokers answer?', 'count', `max(kafka_brokers{${here}})`),
  topicGrowth: promql(
    'How many messages does each topic get?',
    'per second',
    `sum by (topic) (rate(kafka_topic_partition_current_offset{${here}}[$window]))`,
  ),
  messageRate: promql(
    'How many messages does each service handle?',
    'per second',
    `sum by (service) (${rate('webstore_kafka_messages_total')})`,
  ),
  messagesByResult: promql(
    'How does the handling of messages end?',
    'per second',
    `sum by (result) (${rate('webstore_kafka_messages_total')})`,
  ),
  messageTime: promql(
    'Whose handling is slow?',
    'seconds',
    `histogram_quantile(0.95, sum by (service, topic, le) (${rate('webstore_kafka_message_duration_seconds_bucket')}))`,
  ),
  consumers: labels(
    'Which services handle messages?',
    'webstore_kafka_messages_total{environment="$environment"}',
    'service',
  ),
  handledByTopic: promql(
    'How many messages of each topic does the service handle, and with which results?',
    'per second',
    `sum by (topic, result) (rate(webstore_kafka_messages_total{${ofConsumer}}[$window]))`,
  ),
  givenUpShare: promql(
    'Which share of the messages does it give up?',
    'share',
    `sum by (topic) (rate(webstore_kafka_messages_total{${ofConsumer},result="dead_lettered"}[$window])) / (sum by (topic) (rate(webstore_kafka_messages_total{${ofConsumer}}[$window])) > 0)`,
  ),
  handlingTime: promql(
    'How long does it take for 95 % of the messages at most?',
    'seconds',
    `histogram_quantile(0.95, sum by (topic, le) (rate(webstore_kafka_message_duration_seconds_bucket{${ofConsumer}}[$window])))`,
  ),
  retries: promql(
    'What had to be tried again?',
    'per minute',
    `60 * sum by (service) (${rate('webstore_kafka_retries_total')})`,
  ),
  retriesByVersion: promql(
    'How many times does each version have to try a message again?',
    'times',
    `sum by (service, version) (${rate('webstore_kafka_retries_total')}) / (sum by (service, version) (${rate('webstore_kafka_messages_total')}) > 0)`,
  ),
  tracelessShare: promql(
    'Which share of the messages did not say in which trace they were sent?',
    'share',
    `sum by (service) (${rate('webstore_kafka_traceless_messages_total')}) / (sum by (service) (${rate('webstore_kafka_messages_total')}) > 0)`,
  ),
  duplicateRate: promql(
    'Which consumer receives messages again that it has handled already?',
    'per second',
    `sum by (service) (rate(webstore_kafka_messages_total{${ofShop},result="duplicate"}[$window]))`,
  ),
  deadLetters: promql(
    'How many messages were given up in the period?',
    'count',
    `sum(increase(webstore_kafka_messages_total{${here},result="dead_lettered"}[$period]))`,
  ),
  outboxAge: promql(
    'Does an event wait, because Kafka does not take it?',
    'seconds',
    `max by (service) (webstore_outbox_oldest_age_seconds{${ofShop}})`,
  ),
  published: promql(
    'How many events does each service publish?',
    'per second',
    `sum by (service, topic) (${rate('webstore_outbox_published_total')})`,
  ),
} as const satisfies Record<string, Query>;
