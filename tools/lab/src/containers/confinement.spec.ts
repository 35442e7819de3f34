import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { containerSecrets } from '@webstore/lab-core/container-settings.ts';
import { composeText, networksOf, parseCompose } from '@webstore/lab-core/containers/compose-file.ts';
import { interpolated } from '@webstore/lab-core/containers/interpolated.ts';

const root = resolve(import.meta.dirname, '../../../..');
const secrets = Object.fromEntries(containerSecrets.map((name) => [name, 'a-secret-of-a-test']));
const file = parseCompose(interpolated(composeText(root), secrets));
const all = Object.entries(file.services);

interface Decision {
  user: string;
  capabilities: string;
  reason: string;
}

/** Chapter 9's table of each component: its user, its capabilities, and the reasons. */
function decisions(): Map<string, Decision> {
  const chapter = readFileSync(join(root, 'docs/09-docker-and-deployment.md'), 'utf8');
  const section = chapter.split('### What a container may do\n')[1]!.split('\n##')[0]!;
  const rows = section.split('\n').filter((line) => line.startsWith('| `'));
  return new Map(
    rows.flatMap((row) => {
      const [parts = '', user = '', capabilities = '', reason = ''] = row
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim());
      const decision = { user: user.replaceAll('`', ''), capabilities, reason };
      return parts.split(', ').map((part): [string, Decision] => [part.replaceAll('`', ''), decision]);
    }),
  );
}

describe('the networks of the lab', () => {
  it("are three, and only the bank and payment are on the bank's", () => {
    expect(Object.keys(file.networks).toSorted()).toEqual(['bank', 'default', 'published']);
    const onBanks = all.filter(([, service]) => networksOf(service).includes('bank')).map(([name]) => name);
    expect(onBanks.toSorted()).toEqual(['acquirer', 'payment']);
  });

  it("have the bank on its own network alone, and all others on the shop's", () => {
    expect(networksOf(file.services['acquirer']!)).toEqual(['bank']);
    const offDefaultNetwork = all.filter(([, service]) => !networksOf(service).includes('default'));
    expect(offDefaultNetwork.map(([name]) => name)).toEqual(['acquirer']);
  });

  it('have on `published` exactly the services that publish a port there', () => {
    const found = all.filter(([, service]) => networksOf(service).includes('published'));
    const publishing = all.filter(([name, { ports }]) => ports && name !== 'acquirer');
    expect(found.map(([name]) => name)).toEqual(publishing.map(([name]) => name));
  });

  it('are not internal where a port is published: Docker would not publish it', () => {
    for (const [name, service] of all) {
      const open = networksOf(service).some((network) => !file.networks[network]?.internal);
      if (service.ports) expect(open, name).toBe(true);
    }
  });
});

describe('the privileges of a container', () => {
  it('are in chapter 9 for every component, with a reason, and for no other', () => {
    expect([...decisions().keys()].toSorted()).toEqual(all.map(([name]) => name).toSorted());
    for (const { reason } of decisions().values()) expect(reason).not.toBe('');
  });

  it.each(all)(
    'for %s match chapter 9',
    (name, { user = 'image', cap_drop, cap_add = [], privileged = false }) => {
      const { user: said, capabilities } = decisions().get(name)!;
      // The table may add the user's name from the image.
      expect(said.split(' ')[0]).toBe(user);
      if (privileged) {
        expect(capabilities).toBe('all');
        return;
      }
      expect(cap_drop).toEqual(['ALL']);
      expect(capabilities).toBe(cap_add.length === 0 ? 'none' : cap_add.join(', '));
    },
  );

  it.each(all)('do not grow while %s runs', (_, { security_opt }) => {
    expect(security_opt).toContain('no-new-privileges:true');
  });

  it.each(all.filter(([, { build, image }]) => build || image.startsWith('node:')))(
    'let %s, one of our own, write only in its volumes and in a tmpfs',
    (_, { read_only, tmpfs }) => {
      expect(read_only).toBe(true);
      expect(tmpfs).toEqual(['/tmp']);
    },
  );
});
