import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import {
  type ComposeService,
  composeText,
  parseCompose,
} from '@webstore/lab-core/containers/compose-file.ts';
import { interpolated } from '@webstore/lab-core/containers/interpolated.ts';

const root = resolve(import.meta.dirname, '../../../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');
const secrets = Object.fromEntries(containerSecrets.map((name) => [name, 'a-secret-of-a-test']));
const { services } = parseCompose(interpolated(composeText(root), secrets));

/**
 * In MiB: a program's own limit, and its maximum share of the container's limit. The rest is code, stacks and
 * buffers.
 */
interface Bound {
  kept: number;
  share: number;
}

const DEFAULT_SEMI_SPACE = 16;

/** V8 has an old space, and a young generation of three semi-spaces. */
function heapOfNode({ build, command = [], environment = {} }: ComposeService): Bound {
  const stage = build ? read('Dockerfile').split(`AS ${build.target}\n`)[1]!.split('\nFROM ')[0]! : '';
  const flags = [stage, ...command, environment['NODE_OPTIONS'] ?? ''].join(' ');
  const old = /--max-old-space-size=(\d+)/.exec(flags)?.[1];
  const semi = /--max-semi-space-size=(\d+)/.exec(flags)?.[1] ?? DEFAULT_SEMI_SPACE;
  return { kept: Number(old) + 3 * Number(semi), share: 0.75 };
}

const number = (pattern: RegExp, text = '') => Number(pattern.exec(text)?.[1]);

function boundOf(name: string, service: ComposeService): Bound {
  const { build, image, command = [], environment = {} } = service;
  if (build || image.startsWith('node:')) return heapOfNode(service);
  // Go's garbage collector runs before its limit is reached, so it needs less margin.
  if ('GOMEMLIMIT' in environment)
    return { kept: number(/^(\d+)MiB$/, environment['GOMEMLIMIT']), share: 0.9 };
  if (name === 'kafka') return { kept: number(/-Xmx(\d+)m/, environment['KAFKA_HEAP_OPTS']), share: 0.75 };
  // Each connection needs additional memory.
  if (name === 'postgres') return { kept: number(/shared_buffers=(\d+)MB/, command.join(' ')), share: 0.25 };
  // During a rewrite of its file, changed pages exist twice.
  if (name === 'redis')
    return { kept: number(/^maxmemory (\d+)mb$/m, read('infra/redis/redis.conf')), share: 0.75 };
  if (name === 'fluent-bit')
    return { kept: number(/mem_buf_limit: (\d+)MB/, read('infra/fluent-bit/fluent-bit.yaml')), share: 0.5 };
  throw new Error(`${name} has no bound of its own below its mem_limit.`);
}

describe('the memory of a container', () => {
  it.each(Object.entries(services))(
    "of %s is limited, and the program's own limit is lower",
    (name, service) => {
      const limit = number(/^(\d+)m$/, service.mem_limit);
      const { kept, share } = boundOf(name, service);
      expect(kept).toBeGreaterThan(0);
      expect(kept).toBeLessThanOrEqual(limit * share);
    },
  );

  it('is limited by the container alone: a flag of the image would override NODE_OPTIONS', () => {
    expect(read('Dockerfile')).not.toContain('--max-old-space-size');
  });

  it('of a full Redis causes a visible error: no cart and no event is evicted', () => {
    expect(read('infra/redis/redis.conf')).toMatch(/^maxmemory-policy noeviction$/m);
  });
});
