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
    rows: [
      {
        title: 'Time',
        panels: [
          timeSeries({
            title: 'Event loop lag: 99 %',
            help: 'How late work begins that is due. Above 100 ms everybody in the service waits: something computes for long; a CPU profile says what.',
            ask: { eventLoopLag: '{{service}}' },
            next: 'red',
            width: 12,
            steps: badFrom(0.1),
          }),
          timeSeries({
            title: 'CPU',
            help: 'Share of a core. Node runs our code on one: near 100 % is full. Compare with the requests: more work, or dearer work?',
            ask: { cpu: '{{service}}' },
            next: 'red',
            width: 12,
            steps: badFrom(1),
          }),
          timeSeries({
            title: 'Garbage collection',
            help: 'Share of the time. A few percent are usual; more: too many short-lived objects, or a heap that is nearly full.',
            ask: { collecting: '{{service}} {{kind}}' },
            next: 'red',
            width: 12,
            stacked: true,
          }),
          timeSeries({
            title: 'Files and sockets',
            help: 'Open handles. A line that only rises is a leak: connections that are never closed.',
            ask: { openFiles: '{{service}}' },
            next: 'stores',
            width: 12,
          }),
        ],
      },
      {
        title: 'Memory',
        panels: [
          timeSeries({
            title: 'Heap in use',
            help: 'A saw is healthy. Teeth whose feet climb are a leak: take a heap profile of two moments and compare.',
            ask: { heapUsed: '{{service}}' },
            next: 'logs',
            width: 8,
          }),
          timeSeries({
            title: 'Heap by space',
            help: 'Of all chosen services. `old` holds what survived: when that grows, it is not traffic but something kept.',
            ask: { heapBySpace: '{{space}}' },
            next: 'logs',
            width: 8,
            stacked: true,
          }),
          timeSeries({
            title: 'Memory of the process',
            help: 'What the system gave it. Far above the heap: buffers, or native code. In containers the limit ends the process.',
            ask: { memory: '{{service}}' },
            next: 'stack',
            width: 8,
          }),
        ],
      },
      {
        title: 'In containers alone',
        panels: [
          flameGraph({
            title: 'CPU, by function',
            help: 'Of all chosen services: choose one. Each bar is a function, as wide as its share of the CPU time with what it calls. A wide one of our own code at the end of a tower is where to begin.',
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
            help: 'Which version of each service runs, on which Node. Two versions of one service: a deploy that did not end.',
            ask: { versions: '' },
            next: 'stack',
            width: 12,
            columns: { service: 'Service', version: 'Version', exported_version: 'Node' },
          }),
          table({
            title: 'Running for',
            help: 'Seconds since the start. Small without a deploy: it died and was started again; read the lines before that.',
            ask: { uptime: '' },
            next: 'logs',
            width: 12,
            columns: { service: 'Service' },
            value: 'Since',
          }),
        ],
      },
    ],
  });
