import { dashboard } from '../dashboard.ts';
import { ofTheStack } from '../panel.ts';
import { stat } from '../panels/stat.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { badFrom, goodFrom } from '../steps.ts';

export const kafka = () =>
  dashboard({
    name: 'kafka',
    question: 'Do messages arrive, are they handled, and what waits?',
    lookFirst:
      'consumer lag that grows and does not fall. Then the number of members of that group: 0 means that its service is down.',
    rows: [
      {
        title: 'What waits',
        panels: [
          stat({
            title: 'Brokers',
            help: 'Brokers that answer. 0: no message is delivered, outboxes grow and orders wait; start Kafka and watch the outboxes empty.',
            ask: { brokers: 'brokers' },
            next: 'stack',
            width: 4,
            height: 8,
            steps: goodFrom(1),
          }),
          stat({
            title: 'Dead letters',
            help: 'Dead letters in the period. Each is an order that waits for an operator: `./lab dlq` lists and replays them.',
            ask: { deadLetters: 'given up' },
            next: 'logs',
            width: 5,
            height: 8,
            steps: badFrom(1),
          }),
          timeSeries({
            title: 'Consumer lag',
            help: 'Messages that each service still has to handle. It grows and does not fall: the service is down, or one message blocks the others.',
            ask: { consumerLag: '{{consumergroup}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Oldest event in an outbox',
            help: 'Age of the oldest event in the outbox. More than two seconds: Kafka does not accept it, or the relay has stopped.',
            ask: { outboxAge: '{{service}}' },
            next: 'logs',
            width: 7,
          }),
        ],
      },
      {
        title: 'What is done',
        panels: [
          timeSeries({
            title: 'Handled messages',
            help: 'Messages per second, by service. Only one stops: its consumer left the group; see its members below.',
            ask: { messageRate: '{{service}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'How handling ends',
            help: '`duplicate` is a repeated message that was skipped: harmless. `dead_lettered`: the log line has the reason.',
            ask: { messagesByResult: '{{result}}' },
            next: 'logs',
            width: 8,
            stacked: true,
            exemplars: true,
          }),
          timeSeries({
            title: 'Retries',
            help: 'Failed attempts that were retried. A few are normal; permanent failures end as dead letters.',
            ask: { retries: '{{service}}' },
            next: 'logs',
            width: 8,
            interval: '1m',
          }),
          timeSeries({
            title: 'Time per message: 95 %',
            help: 'Retries included. If payment is slow, look at the bank; if another service is slow, look at its database.',
            ask: { messageTime: '{{service}} {{topic}}' },
            next: 'stores',
            width: 12,
            exemplars: true,
            many: true,
          }),
          timeSeries({
            title: 'Events published',
            help: 'Events that each service publishes. Placed orders without settled or declined payments: look at payment.',
            ask: { published: '{{service}} {{topic}}' },
            next: 'business',
            width: 12,
            many: true,
          }),
          timeSeries({
            title: 'Growth of topics',
            help: 'Messages that the broker accepted, by topic. A dead-letter topic (.dlq) that grows needs an operator.',
            ask: { topicGrowth: '{{topic}}' },
            next: 'logs',
            width: 24,
            interval: ofTheStack,
            many: true,
          }),
        ],
      },
      {
        title: 'Groups',
        panels: [
          table({
            title: 'Members',
            help: 'Members of each consumer group. 0: no consumer runs. More than the replicas that you run: one hangs and holds partitions.',
            ask: { groupMembers: '' },
            next: 'stack',
            width: 8,
            columns: { consumergroup: { title: 'Group' } },
            value: 'Members',
          }),
          table({
            title: 'Lag by topic',
            help: 'Current consumer lag by topic. Only one topic: its handler is slow; all topics of a group: the service is slow.',
            ask: { lagByTopic: '' },
            next: 'logs',
            width: 16,
            columns: { consumergroup: { title: 'Group', width: 160 }, topic: { title: 'Topic' } },
            value: 'Waiting',
          }),
        ],
      },
    ],
  });
