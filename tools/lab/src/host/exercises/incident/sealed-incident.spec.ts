import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Lab } from '@webstore/lab-core/lab.ts';
import {
  commitmentTo,
  removeSealed,
  updateSealed,
  storeSealed,
  readSealed,
  secretOf,
} from './sealed-incident.ts';

describe('the secret of an incident', () => {
  const home = mkdtempSync(join(tmpdir(), 'sealed-'));
  afterAll(() => rmSync(home, { recursive: true }));
  const lab = { stateFile: (_part: string, file: string) => join(home, file) } as unknown as Lab;
  const secret = {
    seed: 1,
    level: 1,
    fault: { id: 'service-stopped', parameters: { part: 'cart' } },
    onsetAfter: 120,
    decoy: null,
  };

  it('has a hash as its commitment that anyone can recompute, and that differs even for equal secrets', () => {
    const first = storeSealed(lab, secret);
    const shell = 'printf \'%s\' "$1" "$2" | sha256sum | cut -d\' \' -f1';
    const redone = execFileSync('sh', ['-c', shell, 'sh', first.salt, first.text], { encoding: 'utf8' });
    expect(redone.trim()).toBe(commitmentTo(first));
    expect(commitmentTo(storeSealed(lab, secret))).not.toBe(commitmentTo(first));
  });

  it('is readable by its owner alone, and still matches the commitment after the onset', () => {
    const made = storeSealed(lab, secret);
    expect(statSync(join(home, 'sealed.json')).mode & 0o777).toBe(0o600);
    updateSealed(lab, { onset: new Date(5_000) });
    const read = readSealed(lab)!;
    expect(read).toEqual({ ...made, onset: new Date(5_000) });
    expect(secretOf(read)).toEqual(secret);
    expect(commitmentTo(read)).toBe(commitmentTo(made));
    removeSealed(lab);
    expect(readSealed(lab)).toBeUndefined();
  });
});
