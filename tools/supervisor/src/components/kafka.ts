import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { answersBytes } from '@webstore/lab-core/machine/answers.ts';
import { cached } from './launching/cache.ts';
import type { Component } from './component.ts';
import { minimalEnv } from './launching/minimal-env.ts';
import { renderFile } from './configuring/template.ts';

const properties = (lab: Lab) => join(lab.config('kafka'), 'server.properties');
const classPath = (lab: Lab) => ['-cp', join(cached(lab, 'kafka'), '*')];
/** As a URL: Log4j treats a path as one, and would cut it at a `#`. */
const logging = (lab: Lab) =>
  `-Dlog4j2.configurationFile=${pathToFileURL(join(lab.root, 'infra/kafka/log4j2.properties'))}`;
const jvm = ['-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'];
/** In the C locale, which cron and many containers have, Java cannot open a path with non-ASCII letters. */
const locale = { LC_ALL: 'C.UTF-8' };

export const kafka: Component = {
  name: 'kafka',
  stage: 'backing',
  summary: 'Kafka: the events between checkout, payment, cart and catalog',
  needs: [],
  ports: ['kafka', 'kafkaController'],
  fetched: 'kafka',
  programs: {
    java: "Java is missing: install it with 'sudo apt-get install default-jre-headless', then run ./lab up again.",
  },

  async prepare(lab, run) {
    const dataDir = lab.data('kafka');
    renderFile(join(lab.root, 'infra/kafka/server.properties'), properties(lab), {
      port: lab.port('kafka'),
      controllerPort: lab.port('kafkaController'),
      dataDir: inProperties(dataDir),
    });
    if (existsSync(join(dataDir, 'meta.properties'))) return;
    const clusterId = readFileSync('/proc/sys/kernel/random/uuid', 'utf8').replaceAll('-', '').slice(0, 22);
    const format = ['kafka.tools.StorageTool', 'format', '-t', clusterId, '-c', properties(lab)];
    await run('java', [...jvm, logging(lab), ...classPath(lab), ...format], { env: locale });
  },

  launch: (lab) => ({
    command: 'java',
    args: ['-Xms128m', '-Xmx384m', ...jvm, logging(lab), ...classPath(lab), 'kafka.Kafka', properties(lab)],
    env: minimalEnv(locale),
    cwd: lab.data('kafka'),
  }),

  ready: (lab) => answersBytes(lab.port('kafka'), apiVersionsRequest, hasWholeReply),
  graceMs: 20_000,
};

/** Java reads a properties file as Latin-1, so non-ASCII characters are escaped. */
export const inProperties = (text: string): string =>
  text.replaceAll(/[^ -~]|\\/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);

/** The protocol's first request (ApiVersions v0): the broker answers it once it accepts requests. */
const apiVersionsRequest = (() => {
  const clientId = Buffer.from('lab');
  const header = Buffer.alloc(10);
  header.writeInt16BE(18, 0); // API key
  header.writeInt16BE(0, 2); // version
  header.writeInt32BE(1, 4); // correlation id
  header.writeInt16BE(clientId.length, 8);
  const size = Buffer.alloc(4);
  size.writeInt32BE(header.length + clientId.length);
  return Buffer.concat([size, header, clientId]);
})();

function hasWholeReply(reply: Buffer): boolean {
  return reply.length >= 10 && reply.length >= reply.readInt32BE(0) + 4 && reply.readInt16BE(8) === 0;
}
