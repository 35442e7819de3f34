import { answersOk } from '@webstore/lab-core/machine/answers.ts';
import type { Component } from '../component.ts';
import { innerListener } from '../launching/guarded.ts';
import { minimalEnv } from '../launching/minimal-env.ts';

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
      // Debian's exporter queries columns that PostgreSQL 17 moved to another view.
      '--no-collector.bgwriter',
      '--log.level=warn',
    ],
    // A role that may read statistics, and no table. The password is an environment variable: every user of
    // the machine can read a command line.
    env: minimalEnv({
      DATA_SOURCE_NAME: `${lab.databaseUrl('monitor', 'postgres')}?sslmode=disable`,
      GOMEMLIMIT: '48MiB',
    }),
  }),

  ready: (lab) => answersOk(`${lab.url('postgresExporter')}/metrics`),
  graceMs: 5_000,
};
