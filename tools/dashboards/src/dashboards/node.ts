import { dashboard } from '../dashboard.ts';
import { flameGraph } from '../panels/flame-graph.ts';
import { table } from '../panels/table.ts';
import { timeSeries } from '../panels/time-series.ts';
import { badFrom } from '../steps.ts';
import { variables } from '../variables.ts';

export const node = () =>
  dashboard({
    name: 'node',
    question: 'Is a process itself the bottleneck?',
    variables: [variables.service()],
    lookFirst:
      'the event loop lag. Above the dashed line the process itself is slow, and every request waits; below it, look for a slow dependency.',
    rows: [
      {
        title: 'Time',
        panels: [
          timeSeries({
            title: 'Event loop lag: 99 %',
            help: 'Delay of due work. Above 100 ms every request of the service waits for a long computation; a CPU profile shows which.',
            ask: { eventLoopLag: '{{service}}' },
            next: 'red',
            width: 8,
            steps: badFrom(0.1),
          }),
          timeSeries({
            title: 'CPU',
            help: 'Share of a core. Node runs our code on one core: near 100 % is full. Compare with the requests: more requests, or more expensive ones?',
            ask: { cpu: '{{service}}' },
            next: 'red',
            width: 8,
            steps: badFrom(1),
          }),
          timeSeries({
            title: 'Files and sockets',
            help: 'Open handles. A line that only rises is a leak: connections that are never closed.',
            ask: { openFiles: '{{service}}' },
            next: 'stores',
            width: 8,
          }),
        ],
      },
      {
        title: 'Memory',
        panels: [
          timeSeries({
            title: 'Heap in use',
            help: 'A sawtooth is healthy. If its minima rise, there is a leak: compare two heap profiles.',
            ask: { heapUsed: '{{service}}' },
            next: 'logs',
            width: 12,
          }),
          timeSeries({
            title: 'Memory of the process',
            help: 'Resident memory of the process. Far above the heap: buffers, or native code. In containers the kernel kills a process above its limit.',
            ask: { memory: '{{service}}' },
            next: 'stack',
            width: 12,
          }),
          timeSeries({
            title: 'Heap by space',
            help: 'Of the selected services. `old` contains long-lived objects: when it grows, objects are retained.',
            ask: { heapBySpace: '{{space}}' },
            next: 'logs',
            width: 12,
            stacked: true,
            many: true,
          }),
          timeSeries({
            title: 'Garbage collection',
            help: 'Share of the time. A few percent are usual; more: too many short-lived objects, or a heap that is nearly full.',
            ask: { collecting: '{{service}} {{kind}}' },
            next: 'red',
            width: 12,
            stacked: true,
            many: true,
            axisEnd: 0.1,
          }),
        ],
      },
      {
        title: 'In containers alone',
        panels: [
          flameGraph({
            title: 'CPU, by function',
            help: 'Select one service. Each bar is a function; its width is its share of CPU time, callees included. Start with a wide bar of our code at the end of a stack.',
            ask: { cpuProfile: '' },
            next: 'red',
            width: 24,
            height: 14,
          }),
        ],
      },
      {
        title: 'What runs',
        panels: [
          table({
            title: 'Versions',
            help: 'Which version of each service runs, on which Node. Two versions of one service: an unfinished rollout.',
            ask: { versions: '' },
            next: 'stack',
            width: 12,
            columns: {
              service: { title: 'Service' },
              version: { title: 'Version' },
              exported_version: { title: 'Node' },
            },
          }),
          table({
            title: 'Running for',
            help: 'Seconds since the start. A small value without a deploy: the service crashed and restarted; read its earlier log lines.',
            ask: { uptime: '' },
            next: 'logs',
            width: 12,
            columns: { service: { title: 'Service' } },
            value: 'Since',
          }),
        ],
      },
    ],
  });
