import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import { compiledProgram } from '../launching/cache.ts';
import type { Component } from '../component.ts';
import { minimalEnv } from '../launching/minimal-env.ts';
import { kafkaBrokers } from '../launching/node-service.ts';

export const kafkaExporter: Component = {
  name: 'kafka-exporter',
  stage: 'compiled',
  summary: "Kafka's consumer lag",
  needs: ['kafka'],
  ports: ['kafkaExporter'],
  fetched: 'kafka-exporter',

  launch: (lab) => ({
    command: compiledProgram(lab, 'kafka-exporter'),
    args: [],
    env: minimalEnv({
      KAFKA_BROKERS: kafkaBrokers(lab),
      LISTEN_ADDRESS: `127.0.0.1:${lab.port('kafkaExporter')}`,
      GOMEMLIMIT: '48MiB',
    }),
  }),

  ready: (lab) => answersOk(`${lab.url('kafkaExporter')}/metrics`),
  graceMs: 5_000,
};
