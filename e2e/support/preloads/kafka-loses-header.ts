import kafkajs from 'kafkajs';

/** Takes one header out of every message to one topic, on its way from OpenTelemetry's instrumentation to the broker. */
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
