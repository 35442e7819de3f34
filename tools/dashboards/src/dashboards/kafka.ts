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
    rows: [
      {
        title: 'What waits',
        panels: [
          stat({
            title: 'Brokers',
            help: 'Brokers that answer. None: nothing is delivered, outboxes fill and orders wait; start Kafka and watch the outbox empty.',
            ask: { brokers: 'brokers' },
            next: 'stack',
            width: 4,
            height: 8,
            steps: goodFrom(1),
          }),
          stat({
            title: 'Dead letters',
            help: 'Messages that were given up in the period. Each is an order that waits for a person: `./lab dlq` lists and replays them.',
            ask: { deadLetters: 'given up' },
            next: 'logs',
            width: 4,
            height: 8,
            steps: badFrom(1),
          }),
          timeSeries({
            title: 'Consumer lag',
            help: 'Messages that each service still has to handle. It grows and does not fall: the service is stopped, or one message takes for ever.',
            ask: { consumerLag: '{{consumergroup}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Oldest event in an outbox',
            help: 'An event is written with its order and handed to Kafka afterwards. More than a second or two: Kafka does not take it, or the relay stands still.',
            ask: { outboxAge: '{{service}}' },
            next: 'logs',
            width: 8,
          }),
        ],
      },
      {
        title: 'What is done',
        panels: [
          timeSeries({
            title: 'Handled messages',
            help: 'Messages a second, by service. One stops while others go on: its consumer left the group; see its members below.',
            ask: { messageRate: '{{service}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'How handling ends',
            help: '`duplicate` is a message that came twice and was skipped: harmless. `dead_lettered`: look at the line that says why.',
            ask: { messagesByResult: '{{result}}' },
            next: 'logs',
            width: 8,
            stacked: true,
            exemplars: true,
          }),
          timeSeries({
            title: 'Time per message: 95 %',
            help: 'Retries included. Payment waits for the bank; another one that is slow waits for its database: see there.',
            ask: { messageTime: '{{service}} {{topic}}' },
            next: 'stores',
            width: 8,
            exemplars: true,
          }),
          timeSeries({
            title: 'Retries',
            help: 'Attempts that failed and were followed by another. A few pass; steady ones end as dead letters.',
            ask: { retries: '{{service}}' },
            next: 'logs',
            width: 8,
            interval: '1m',
          }),
          timeSeries({
            title: 'Events published',
            help: 'What each service hands to Kafka. Placed orders without settled or declined payments: look at payment.',
            ask: { published: '{{service}} {{topic}}' },
            next: 'business',
            width: 8,
          }),
          timeSeries({
            title: 'Growth of topics',
            help: 'Messages that the broker accepted, by topic. A dead-letter topic (.dlq) that grows needs an operator.',
            ask: { topicGrowth: '{{topic}}' },
            next: 'logs',
            width: 8,
            interval: ofTheStack,
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
            columns: { consumergroup: 'Group' },
            value: 'Members',
          }),
          table({
            title: 'Lag by topic',
            help: 'Which messages wait for whom now. One topic alone: the handler of that event; all of a group: the service.',
            ask: { lagByTopic: '' },
            next: 'logs',
            width: 16,
            columns: { consumergroup: 'Group', topic: 'Topic' },
            value: 'Waiting',
          }),
        ],
      },
    ],
  });
