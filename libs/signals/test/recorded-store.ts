import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';

/** A body that a real store once answered with. */
export function recorded(name: string): string {
  return readFileSync(join(__dirname, 'recorded', `${name}.json`), 'utf8');
}

interface RecordedAnswer {
  status?: number;
  body: string;
}

/** Answers every `fetch` as the store did; the URLs that were asked for can be read afterwards. */
export function answerWith(answer: (url: URL) => RecordedAnswer): URL[] {
  const asked: URL[] = [];
  const stub = vi.fn(async (url: string) => {
    asked.push(new URL(url));
    const { status = 200, body } = answer(new URL(url));
    return new Response(body, { status });
  });
  vi.stubGlobal('fetch', stub);
  return asked;
}
