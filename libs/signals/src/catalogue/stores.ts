import { promql, type Query, topOf } from '../query';

const here = 'environment="$environment"';
const ofShop = `${here},job="services"`;

/** PostgreSQL and Redis: metrics of the services and of the stores themselves. */
export const stores = {
  storesUp: promql(
    'Do PostgreSQL and Redis answer?',
    'state',
    `max by (part) (pg_up{${here}} or redis_up{${here}})`,
  ),
  queryTimes: promql(
    'How are the times of database queries spread?',
    'count',
    `sum by (le) (increase(webstore_database_query_duration_seconds_bucket{${ofShop}}[$window]))`,
  ),
  queryTimeByTable: promql(
    'Which queries take the time?',
    'share',
    topOf(
      8,
      (range) =>
        `sum by (service, operation, table) (rate(webstore_database_query_duration_seconds_sum{${ofShop}}${range}))`,
    ),
  ),
  queriesPerRequest: promql(
    'How many database queries does each service need for a request?',
    'times',
    `sum by (service) (rate(webstore_database_query_duration_seconds_count{${ofShop}}[$window])) / (sum by (service) (rate(webstore_http_requests_total{${ofShop}}[$window])) > 0)`,
  ),
  connectionWait: promql(
    'How long do 95 % wait for a connection at most?',
    'seconds',
    `histogram_quantile(0.95, sum by (service, le) (rate(webstore_database_connection_wait_seconds_bucket{${ofShop}}[$window])))`,
  ),
  connectionsUsed: promql(
    'Which share of its connections does a service use?',
    'share',
    `sum by (service) (webstore_database_connections{${ofShop},state="used"}) / sum by (service) (webstore_database_connections_max{${ofShop}})`,
  ),
  waitingForConnection: promql(
    'Does anybody wait for a connection?',
    'count',
    `max by (service) (webstore_database_pending_requests{${ofShop}})`,
  ),
  postgresConnections: promql(
    'How many connections has each database?',
    'count',
    `max by (datname) (pg_stat_database_numbackends{${here},datname!~"template.*|"})`,
  ),
  tableLocks: promql(
    'Does anybody hold a lock that keeps others from writing to a table?',
    'count',
    `max by (datname) (pg_locks_count{${here},mode="sharelock"})`,
  ),
  postgresCommits: promql(
    'How many transactions are committed?',
    'per second',
    `sum by (datname) (rate(pg_stat_database_xact_commit{${here},datname!~"template.*|"}[$window]))`,
  ),
  postgresSize: promql(
    'How large is each database?',
    'bytes',
    `max by (datname) (pg_database_size_bytes{${here},datname!~"template.*"})`,
  ),
  redisMemory: promql('How much does Redis hold?', 'bytes', `max(redis_memory_used_bytes{${here}})`),
  redisCommands: promql(
    'How much is asked of Redis?',
    'per second',
    `sum(rate(redis_commands_processed_total{${here}}[$window]))`,
  ),
  redisHits: promql(
    "Which share of the reads does Redis know, cart's and the inbox's included?",
    'share',
    `sum(rate(redis_keyspace_hits_total{${here}}[$window])) / (sum(rate(redis_keyspace_hits_total{${here}}[$window])) + sum(rate(redis_keyspace_misses_total{${here}}[$window])))`,
  ),
  cacheHits: promql(
    'Which share of the products does the cache of catalog know?',
    'share',
    `sum(rate(webstore_catalog_cache_total{${here},result="hit"}[$window])) / sum(rate(webstore_catalog_cache_total{${here}}[$window]))`,
  ),
} as const satisfies Record<string, Query>;
