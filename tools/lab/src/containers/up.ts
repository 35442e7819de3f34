import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { composeText, parseCompose } from '@webstore/lab-core/containers/compose-file.ts';
import { componentOf } from '@webstore/lab-core/rollouts/replicas.ts';
import { heldComponents } from '@webstore/lab-core/rollouts/rollouts.ts';
import { duration } from '@webstore/lab-core/output/duration.ts';
import { showProgress } from '../output/progress.ts';
import { buildLibraries } from '@webstore/supervisor/components/launching/build-service.ts';
import { jobsOf } from '@webstore/supervisor/daemon/jobs.ts';
import { checkDocker, compose, composeLogged } from './compose.ts';
import { type ContainerStatus, containersOf, watchContainers } from './containers.ts';
import { writeLabState } from './lab-state.ts';
import { makeSecrets } from './env-file.ts';

const neverAborted = new AbortController().signal;

/** Builds the lab's own images, starts every container and waits until each is ready. */
export async function upInContainers(lab: Lab): Promise<ContainerStatus[]> {
  console.log(await makeSecrets(lab));
  lab.settings();
  await checkDocker(lab);
  writeLabState(lab);
  // Commands such as `prove` and `trace` run on the host and need the built libs.
  await step('Compiling the libraries', () => buildLibraries(lab, jobsOf(lab, 'build', neverAborted)));
  await step('Building the images of the shop', () => composeLogged(lab, 'docker-build', ['build']));
  await step('Fetching the images of the others', () =>
    composeLogged(lab, 'docker-pull', ['pull', '--ignore-buildable', '--policy', 'missing']),
  );
  return startContainers(lab);
}

/** Builds the image of one of our own services again; does nothing for another component. */
export async function buildImage(lab: Lab, name: string): Promise<void> {
  const { services } = parseCompose(composeText(lab.root));
  if (services[componentOf(name)]?.build)
    await composeLogged(lab, 'docker-build', ['build', componentOf(name)]);
}

/** Starts the built images, and shows each component's progress until it is ready. */
export async function startContainers(lab: Lab): Promise<ContainerStatus[]> {
  await thawAll(lab);
  const names = await partNames(lab);
  let problem: unknown;
  let over = false;
  const started = composeLogged(lab, 'docker-up', ['up', '--detach', '--wait', '--no-build'])
    .catch((error: unknown) => (problem = error))
    .finally(() => (over = true));
  const parts = await showProgress(
    watchContainers(lab, names, () => over),
    names,
  );
  await started;
  if (problem) throw problem instanceof Failure ? problem : new Failure(String(problem));
  return parts;
}

/** Docker starts no paused container, and Compose asks it to. */
async function thawAll(lab: Lab): Promise<void> {
  const frozen = (await containersOf(lab)).filter(({ isFrozen }) => isFrozen);
  if (frozen.length > 0)
    await composeLogged(lab, 'docker-up', ['unpause', ...frozen.map(({ name }) => name)]);
}

async function step(what: string, work: () => Promise<void>): Promise<void> {
  const began = Date.now();
  console.log(`${what} …`);
  await work();
  console.log(`${what}: done (${duration(Date.now() - began)}).`);
}

/**
 * The services to start: optional profiles only on request (COMPOSE_PROFILES), and none that is stopped on
 * purpose.
 */
async function partNames(lab: Lab): Promise<string[]> {
  const { stdout } = await compose(lab, ['config', '--services']);
  const held = heldComponents(lab);
  return stdout
    .split('\n')
    .filter((name) => name && !held.includes(name))
    .toSorted();
}
