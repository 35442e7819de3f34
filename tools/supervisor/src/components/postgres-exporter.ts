import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import type { Component } from './component.ts';
import { innerListener } from './guarded.ts';
import { minimalEnv } from './minimal-env.ts';

export const postgresExporter: Component = {
  name: 'postgres-exporter',
  stage: 'metrics',
  summary: "PostgreSQL's own metrics",
  needs: ['guard', 'postgres'],
  ports: ['postgresExporter'],
  fetched: 'prometheus-postgres-exporter',

  launch: (lab) => ({
    command: 'prometheus-postgres-exporter',
    args: [
      `--web.listen-address=${innerListener(lab, 'postgresExporter')}`,
      // Debian's exporter asks for columns that PostgreSQL 17 moved to another view.
      '--no-collector.bgwriter',
      '--log.level=warn',
    ],
    // A role that may read statistics, and no table. The password goes by the environment: a command line can be read by every user of the machine.
    env: minimalEnv({
      DATA_SOURCE_NAME: `${lab.databaseUrl('monitor', 'postgres')}?sslmode=disable`,
      GOMEMLIMIT: '48MiB',
    }),
  }),

  ready: (lab) => answersOk(`${lab.url('postgresExporter')}/metrics`),
  graceMs: 5_000,
};
