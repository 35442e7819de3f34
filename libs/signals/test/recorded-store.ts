import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { vi } from 'vitest';

/** A recorded response body of a real store. */
export function recorded(name: string): string {
  return readFileSync(join(__dirname, 'recorded', `${name}.json`), 'utf8');
}

interface RecordedAnswer {
  status?: number;
  body: string;
}

/** Stubs `fetch` with a recorded response. @returns the requested URLs */
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
