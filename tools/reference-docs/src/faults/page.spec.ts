import { resolve } from 'node:path';
import { format, resolveConfig } from 'prettier';
import { describe, expect, it } from 'vitest';
import { faultsPage } from './page.ts';

const page = resolve(import.meta.dirname, '../../../../docs/reference/faults.md');

describe('the page of faults', () => {
  it('is generated from the catalogue', async () => {
    const made = await format(faultsPage(), { ...(await resolveConfig(page)), filepath: page });
    await expect(made).toMatchFileSnapshot(page);
  });
});
