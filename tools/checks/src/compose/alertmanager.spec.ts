import { committed, regenerate } from '@webstore/lab-core/output/generated-files.ts';
import { describe, expect, it } from 'vitest';
import { alertmanagerFiles } from './alertmanager-files.ts';

describe("Alertmanager's configuration in a container", () => {
  it.each(['alertmanager.compose.yml', 'alertmanager.mail.yml'])(
    "%s is the native one with the pager's container name",
    async (name) => {
      const path = `infra/alertmanager/${name}`;
      const { [path]: text } = await alertmanagerFiles();
      const generated = { [path]: text! };
      expect(committed(generated), regenerate).toEqual(generated);
    },
  );
});
