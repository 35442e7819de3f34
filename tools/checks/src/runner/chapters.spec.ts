import { globSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../../..');
const read = (file: string) => readFileSync(resolve(root, file), 'utf8');

const scripts = globSync(['README.md', 'CONTRIBUTING.md', 'docs/**/*.md'], { cwd: root }).flatMap((file) =>
  [...read(file).matchAll(/```bash\n([\s\S]*?)```/g)].map(([, script]) => ({ file, script: script! })),
);

/**
 * Commands that Debian's packages lack, and the files that may name them because they are about containers.
 */
const notNative = [
  { what: '9090/alerts', allowed: ['docs/08-alerting-and-slos.md', 'docs/09-docker-and-deployment.md'] },
  { what: 'Show Exemplars', allowed: ['docs/06-exemplars.md'] },
];

describe('commands in the chapters', () => {
  it.each(scripts)('$file: can be pasted into a shell: $script', ({ script }) => {
    expect(script).not.toMatch(/<[a-z][a-z ]*>/);
  });

  it.each(scripts.filter(({ file }) => /\/0[15]-/.test(file)))(
    '$file: places an order between stop and start: $script',
    ({ script }) => {
      for (const [between] of script.matchAll(/\.\/lab stop payment[\s\S]*?(?:\.\/lab start payment|$)/g))
        expect(between).toMatch(/-X POST[\s\S]*\/orders\b/);
    },
  );

  it('chapter 8 keeps customers running for longer than its outage', () => {
    const chapter = read('docs/08-alerting-and-slos.md');
    const minutes = /\.\/lab traffic \S+ .*--duration (\d+)m\n/.exec(chapter)?.[1];
    expect(chapter).toContain('with two or three minutes between the two');
    expect(Number(minutes)).toBeGreaterThan(3);
  });

  it.each(notNative)('name $what for containers alone', ({ what, allowed }) => {
    const naming = globSync(['README.md', 'docs/**/*.md'], { cwd: root }).filter((file) =>
      read(file).includes(what),
    );
    expect(naming.toSorted()).toEqual(allowed);
  });

  it('the page on containers names every command that refuses there, and the page on exercises none', () => {
    const refusing = globSync('tools/lab/src/commands/*/*.ts', { cwd: root }).flatMap((file) => {
      const command = file.split('/').at(-2)!;
      return read(file).includes('needs the native lab') ? [command] : [];
    });
    expect(refusing).toContain('dev');
    expect(refusing).not.toContain('exercise');
    const [, named = ''] = /([^.]*) need the native lab\b/.exec(read('docs/09-docker-and-deployment.md'))!;
    for (const command of refusing) expect(named).toContain(`\`${command}\``);
    expect(read('docs/exercises.md')).toContain(
      'In containers (`./lab up --docker`) the exercises are the same',
    );
  });
});

describe('a load test', () => {
  const scenarios = globSync('load-tests/[0-9]*.ts', { cwd: root }).toSorted();

  it('is found', () => expect(scenarios.length).toBeGreaterThanOrEqual(10));

  it.each(scenarios)('%s does not pass without traffic: a rate over nothing holds', (file) => {
    const guards = /orderThresholds|'count>0'/;
    expect(read(file).replace(/^import[\s\S]*?;$/gm, '')).toMatch(guards);
  });
});
