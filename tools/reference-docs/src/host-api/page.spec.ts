import { committed, regenerate } from '@webstore/lab-core/output/generated-files.ts';
import { describe, expect, it } from 'vitest';
import { hostApiPage } from './page.ts';

describe("the page of the host's API", () => {
  it('is generated from its routes', async () => {
    const generated = await hostApiPage();
    expect(committed(generated), regenerate).toEqual(generated);
  });
});
