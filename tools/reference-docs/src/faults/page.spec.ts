import { committed, regenerate } from '@webstore/lab-core/output/generated-files.ts';
import { describe, expect, it } from 'vitest';
import { faultsPage } from './page.ts';

describe('the page of faults', () => {
  it('is generated from the catalogue', async () => {
    const generated = await faultsPage();
    expect(committed(generated), regenerate).toEqual(generated);
  });
});
