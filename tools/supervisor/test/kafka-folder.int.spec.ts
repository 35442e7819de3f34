import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { openLab } from '@webstore/lab-core/lab.ts';
import { kafka } from '../src/components/kafka.ts';
import { jobsOf } from '../src/daemon/jobs.ts';

const folder = mkdtempSync(join(tmpdir(), 'kafka-'));
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

describe('Kafka', () => {
  it("has its data in the lab's folder, with any characters in the path and in any locale", async () => {
    vi.stubEnv('LANG', 'C');
    vi.stubEnv('LC_ALL', undefined);
    const name = "müller's 実験 #1 (50%)";
    const lab = openLab({ home: join(folder, name) });
    await kafka.prepare!(lab, jobsOf(lab, 'kafka', new AbortController().signal));
    expect(existsSync(join(lab.data('kafka'), 'meta.properties'))).toBe(true);
    expect(readdirSync(folder)).toEqual([name]);
  });
});
