import { EventEmitter, once } from 'node:events';
import { Listr } from 'listr2';
import type { ComponentState } from '@webstore/lab-core/component-control/component-control.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';

/** The displayed fields of a component. */
export type Shown = Pick<ComponentState, 'name' | 'state' | 'reason' | 'tookMs' | 'settled'>;

/** Follows the components until each is ready or has failed; resolves with their states. */
export function showProgress<P extends Shown>(changes: AsyncIterable<P[]>, names: string[]): Promise<P[]> {
  const canMove = process.stdout.isTTY && !['', 'dumb', undefined].includes(process.env['TERM']);
  return canMove && !process.env['CI'] ? liveList(changes, names) : plainLines(changes, names);
}

const pick = <P extends Shown>(parts: P[], names: string[]) =>
  parts.filter(({ name }) => names.includes(name));
const firstLine = (text = '') => text.split('\n')[0]!;

/** One line per event, for logs and scripts. */
async function plainLines<P extends Shown>(changes: AsyncIterable<P[]>, names: string[]): Promise<P[]> {
  const began = Date.now();
  const said = new Map<string, string>();
  let parts: P[] = [];
  for await (const all of changes) {
    parts = pick(all, names);
    for (const part of parts) {
      const line = describe(part);
      if (line === undefined || said.get(part.name) === line) continue;
      said.set(part.name, line);
      console.log(`[${duration(Date.now() - began).padStart(12)}] ${part.name.padEnd(17)} ${line}`);
    }
    if (parts.every(({ settled }) => settled)) break;
  }
  return parts;
}

function describe(part: Shown): string | undefined {
  if (part.state === 'waiting') return undefined;
  if (part.state === 'ready') return `ready (${duration(part.tookMs ?? 0)})`;
  return part.reason ? `${part.state}: ${firstLine(part.reason)}` : part.state;
}

async function liveList<P extends Shown>(changes: AsyncIterable<P[]>, names: string[]): Promise<P[]> {
  const news = new EventEmitter().setMaxListeners(0);
  let parts: P[] = [];
  const followed = (async () => {
    for await (const all of changes) {
      parts = pick(all, names);
      news.emit('news');
      if (parts.every(({ settled }) => settled)) break;
    }
    parts = parts.map((part) => ({ ...part, settled: true })); // The supervisor may have ended.
    news.emit('news');
  })();
  const list = new Listr(
    names.map((name) => ({
      title: name,
      task: async (_, task) => {
        for (;;) {
          const part = parts.find((one) => one.name === name);
          if (part?.state === 'ready') return void (task.title = `${name} (${duration(part.tookMs ?? 0)})`);
          if (part?.settled) throw new Error(`${name} ${describe(part) ?? `waits ${part.reason}`}`);
          task.output = part ? [part.state, firstLine(part.reason)].filter(Boolean).join(': ') : 'waiting';
          await once(news, 'news');
        }
      },
    })),
    {
      concurrent: true,
      exitOnError: false,
      rendererOptions: { showErrorMessage: true, collapseErrors: true },
    },
  );
  await Promise.all([list.run(), followed]);
  return parts;
}
