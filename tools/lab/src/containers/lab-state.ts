import { chmodSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { instancesOf } from '@webstore/lab-core/rollouts/replicas.ts';
import { isDesired, versionOf } from '@webstore/lab-core/rollouts/rollouts.ts';
import { makeFolder } from '@webstore/lab-core/state/make-folder.ts';
import { forAll, replaceFile } from '@webstore/lab-core/state/replace-file.ts';
import { overrideFile } from './compose.ts';
import { overrideOf } from './override.ts';

/**
 * The folders that docker-compose.yml mounts. Folders, and not files: a mounted file stays the old one when
 * its name is given to a new one.
 */
const mounted = ['flags', 'acquirer', 'targets'] as const;
const heading =
  '# Written by ./lab: rolled-out settings, replicas and held components. ./lab heal takes them back.\n';

/** Writes what Compose and the containers read of the lab's state. */
export function writeLabState(lab: Lab): void {
  for (const folder of mounted) makeReadable(join(lab.dataFolder, folder));
  const override = overrideOf(lab);
  if (override)
    replaceFile(
      overrideFile(lab),
      heading + stringify(override, { aliasDuplicateObjects: false, lineWidth: 0 }),
    );
  else rmSync(overrideFile(lab), { force: true });
  replaceFile(lab.stateFile('targets', 'services.json'), JSON.stringify(targetsOf(lab), null, 2), forAll);
}

/** Containers run as other users. */
function makeReadable(folder: string): void {
  makeFolder(folder);
  chmodSync(folder, 0o755);
}

interface TargetGroup {
  targets: string[];
  labels: { service: string; version: string; environment: string };
}

/** The services as scrape targets, each with its desired instances and their versions. */
export function targetsOf(lab: Lab): TargetGroup[] {
  const file = join(lab.root, 'infra/lab-state/targets/services.json');
  const first = JSON.parse(readFileSync(file, 'utf8')) as TargetGroup[];
  return first.flatMap(({ targets, labels }) =>
    instancesOf(labels.service)
      .filter((name) => isDesired(lab, name))
      .map((name) => ({
        targets: targets.map((target) => target.replace(labels.service, name)),
        labels: { ...labels, version: versionOf(lab, name) },
      })),
  );
}
