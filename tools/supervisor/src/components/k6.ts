import type { Component } from './component.ts';

/** A tool, not a process: `./lab traffic` runs it. */
export const k6: Component = {
  name: 'k6',
  stage: 'compiled',
  summary: 'k6: customers on demand',
  needs: [],
  ports: [],
  fetched: 'k6',
  graceMs: 0,
};
