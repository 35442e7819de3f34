import { inCompose, promql, type Query } from '../query';

const ofService = 'environment="$environment",job="services",service=~"$service"';

/** Metrics of Node.js in each service. */
export const runtime = {
  eventLoopLag: promql(
    'Is the event loop held up?',
    'seconds',
    `max by (service) (nodejs_eventloop_lag_p99_seconds{${ofService}})`,
  ),
  cpu: promql(
    'How much of a core does each service use?',
    'share',
    `sum by (service) (rate(process_cpu_seconds_total{${ofService}}[$window]))`,
  ),
  heapUsed: promql(
    'Does the heap grow?',
    'bytes',
    `max by (service) (nodejs_heap_size_used_bytes{${ofService}})`,
  ),
  memoryOutsideHeap: promql(
    'What does each service hold outside the heap?',
    'bytes',
    `max by (service) (nodejs_external_memory_bytes{environment="$environment",job="services"})`,
  ),
  heapBySpace: promql(
    'What is in the heap?',
    'bytes',
    `sum by (space) (nodejs_heap_space_size_used_bytes{${ofService}})`,
  ),
  memory: promql(
    'How much memory does each service have?',
    'bytes',
    `max by (service) (process_resident_memory_bytes{${ofService}})`,
  ),
  collecting: promql(
    'How much of its time does a service spend collecting garbage?',
    'share',
    `sum by (service, kind) (rate(nodejs_gc_duration_seconds_sum{${ofService}}[$window]))`,
  ),
  openFiles: promql(
    'How many files and sockets are open?',
    'count',
    `max by (service) (process_open_fds{${ofService}})`,
  ),
  uptime: promql(
    'How long has each service run?',
    'seconds',
    `time() - max by (service) (process_start_time_seconds{${ofService}})`,
  ),
  // Prometheus sets the service version as `version`, and renames the label of the same name that Node's metric has.
  versions: promql(
    'Which version of each service runs, on which Node?',
    'state',
    `max by (service, version, exported_version) (nodejs_version_info{${ofService}})`,
  ),
  // Native mode has no Pyroscope server.
  cpuProfile: inCompose({
    language: 'profile',
    meaning: 'In which functions does a service spend its CPU time?',
    unit: 'nanoseconds',
    runs: 'compose',
    text: '{service_name=~"$service"}',
    profileType: 'wall:cpu:nanoseconds:wall:nanoseconds',
  }),
} as const satisfies Record<string, Query>;
