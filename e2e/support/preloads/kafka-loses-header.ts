import kafkajs from 'kafkajs';

/**
 * Removes one header from every message of one topic, between OpenTelemetry's instrumentation and the broker.
 */
const { LOST_HEADER = '', LOST_ON_TOPIC } = process.env;

const { prototype } = kafkajs.Kafka;
const original = prototype.producer;
prototype.producer = function (...options) {
  const producer = original.apply(this, options);
  const { send } = producer;
  producer.send = (batch) => {
    if (batch.topic === LOST_ON_TOPIC)
      for (const { headers } of batch.messages) delete headers?.[LOST_HEADER];
    return send(batch);
  };
  return producer;
};
