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
    lookFirst:
      'connections in use. At 100 % requests wait, and the wait grows before anything fails: look for the query whose line is on top.',
    rows: [
      {
        title: 'Does a service wait?',
        panels: [
          timeSeries({
            title: 'Connections in use',
            help: 'Used share of the pool. At 100 % requests wait for a connection; look for a transaction that stays open during another wait.',
            ask: { connectionsUsed: '{{service}}' },
            next: 'node',
            width: 8,
            steps: badFrom(1),
          }),
          timeSeries({
            title: 'Wait for a connection: 95 %',
            help: 'It should be near 0. It rises before requests fail: the pool is too small, or queries are too slow.',
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
        ],
      },
      {
        title: 'What the services ask',
        panels: [
          heatmap({
            title: 'Database queries',
            help: 'All queries by duration. A band that rises: a missing index or a full table scan; the next panel shows the table.',
            ask: { queryTimes: '{{le}}' },
            next: 'red',
            width: 12,
            height: 11,
            buckets: 's',
          }),
          timeSeries({
            title: 'Where the time goes',
            help: 'Query time per second: 1 is one busy connection. Optimise the query of the top line first, or call it less often.',
            ask: { queryTimeByTable: '{{service}} {{operation}} {{table}}' },
            next: 'red',
            width: 12,
            many: true,
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
            help: 'Commits a second, by database. The relay polls the outbox, so it is never 0; a jump without customers is a loop.',
            ask: { postgresCommits: '{{datname}}' },
            next: 'red',
            width: 8,
            interval: ofTheStack,
          }),
          stat({
            title: 'Size of databases',
            help: 'Size on disk. It only grows: a service no longer purges its inbox or outbox; look at its background work.',
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
            width: 6,
            interval: ofTheStack,
          }),
          timeSeries({
            title: 'Redis: memory',
            help: 'Used memory. With a full memory Redis refuses writes (infra/redis): carts fail before the cache does.',
            ask: { redisMemory: 'used' },
            next: 'stack',
            width: 6,
          }),
          timeSeries({
            title: 'Redis: known reads',
            help: 'Share of reads that found their key. It is lower than the hit ratio of catalog, because inbox look-ups of new messages find nothing.',
            ask: { redisHits: 'known' },
            next: 'red',
            width: 6,
            interval: ofTheStack,
          }),
          timeSeries({
            title: 'Cached products',
            help: 'Share of product reads that Redis answers. It falls after a restart and recovers; it stays low: entries expire too early, or Redis is down.',
            ask: { cacheHits: 'catalog' },
            next: 'slo',
            width: 6,
          }),
        ],
      },
    ],
  });
