import { dashboard } from '../dashboard.ts';
import { heatmap } from '../panels/heatmap.ts';
import { ofTheStack } from '../panel.ts';
import { stat } from '../panels/stat.ts';
import { timeSeries } from '../panels/time-series.ts';
import { badFrom } from '../steps.ts';

export const stores = () =>
  dashboard({
    name: 'stores',
    question: 'Do the services wait for PostgreSQL or Redis?',
    rows: [
      {
        title: 'As the services see them',
        panels: [
          heatmap({
            title: 'Database queries',
            help: 'All queries by how long they took. A band that moves up: a missing index or a full table scan; see which table beside it.',
            ask: { queryTimes: '{{le}}' },
            next: 'red',
            width: 8,
            buckets: 's',
          }),
          timeSeries({
            title: 'Where the time goes',
            help: 'Seconds of query time a second: 1 is one connection that is always busy. The top line is the query to make faster, or to ask less often.',
            ask: { queryTimeByTable: '{{service}} {{operation}} {{table}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Connections in use',
            help: 'Share of the pool. All of it for long: requests queue for a connection; look for a transaction that is held while something else is awaited.',
            ask: { connectionsUsed: '{{service}}' },
            next: 'node',
            width: 8,
            steps: badFrom(1),
          }),
          timeSeries({
            title: 'Wait for a connection: 95 %',
            help: 'Should be near nothing. It rises before requests fail: the pool is too small, or queries are too slow.',
            ask: { connectionWait: '{{service}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Who waits',
            help: 'Requests that have to wait because every connection is in use. Above 0 for long: see what holds the connections.',
            ask: { waitingForConnection: '{{service}}' },
            next: 'red',
            width: 8,
          }),
          timeSeries({
            title: 'Products known to the cache',
            help: 'Share of product reads that Redis answers. It falls after a restart and recovers; it stays low: entries expire too early, or Redis is down.',
            ask: { cacheHits: 'catalog' },
            next: 'slo',
            width: 8,
          }),
        ],
      },
      {
        title: 'As they see themselves',
        panels: [
          timeSeries({
            title: 'Connections of PostgreSQL',
            help: 'By database; the pools of all instances of its service. It rises without more replicas: connections are not released.',
            ask: { postgresConnections: '{{datname}}' },
            next: 'logs',
            width: 8,
            stacked: true,
          }),
          timeSeries({
            title: 'Transactions',
            help: 'Commits a second, by database. The outbox is looked at all the time, so it is never 0; a jump without customers is a loop.',
            ask: { postgresCommits: '{{datname}}' },
            next: 'red',
            width: 8,
            interval: ofTheStack,
          }),
          stat({
            title: 'Size of databases',
            help: 'On disk. It only grows: inbox and outbox are cleaned up by the services; when one does not shrink, look at its housekeeping.',
            ask: { postgresSize: '{{datname}}' },
            next: 'stack',
            width: 8,
            height: 8,
          }),
          timeSeries({
            title: 'Redis: commands',
            help: 'Commands per second of all clients: carts, cache and inbox. Falls to zero: Redis is down; check whether carts can be read.',
            ask: { redisCommands: 'commands' },
            next: 'red',
            width: 8,
            interval: ofTheStack,
          }),
          timeSeries({
            title: 'Redis: memory',
            help: 'What it holds. With a full memory it refuses writes (infra/redis): carts fail before the cache does.',
            ask: { redisMemory: 'used' },
            next: 'stack',
            width: 8,
          }),
          timeSeries({
            title: 'Redis: reads that it knew',
            help: 'Share of reads of keys that were there. Lower than the cache of catalog: inbox look-ups are of new messages, which is right.',
            ask: { redisHits: 'known' },
            next: 'red',
            width: 8,
            interval: ofTheStack,
          }),
        ],
      },
    ],
  });
