import {
  type ComposeFile,
  type ComposeService,
  definitionOf,
} from '@webstore/lab-core/containers/compose-file.ts';
import { Failure } from '@webstore/lab-core/failure.ts';
import type { Lab } from '@webstore/lab-core/lab.ts';
import { ports } from '@webstore/lab-core/ports.ts';
import { instancesOf, replicaNamed } from '@webstore/lab-core/rollouts/replicas.ts';
import {
  componentsWithRollouts,
  heldComponents,
  isDesired,
  rolloutsAffecting,
  versionOf,
  withFlags,
} from '@webstore/lab-core/rollouts/rollouts.ts';
import { portVariable } from './port-variable.ts';

type Service = Partial<ComposeService>;
export type Override = Pick<ComposeFile, 'services'> | undefined;

/**
 * What differs from docker-compose.yml: rolled-out settings, replicas and held components. Its variables are
 * those of docker-compose.yml and stay variables, so it contains no password.
 *
 * @returns undefined when nothing differs
 */
export function overrideOf(lab: Lab): Override {
  const changed: Record<string, Service> = {};
  for (const component of componentsWithRollouts(lab))
    for (const name of instancesOf(component).filter((one) => isDesired(lab, one))) {
      const first = definitionOf(lab, component);
      if (!first) throw new Failure(`There is no component ${component} in docker-compose.yml.`);
      const definition = replicaNamed(name) ? replicaOf(first, name) : first;
      const difference = withRollouts(lab, name, definition);
      if (replicaNamed(name)) changed[name] = merged(definition, difference);
      else if (Object.keys(difference).length > 0) changed[name] = difference;
    }
  // Compose starts nothing that waits for it, and does not wait for it itself.
  for (const name of heldComponents(lab)) changed[name] = { ...changed[name], scale: 0 };
  return Object.keys(changed).length > 0 ? { services: changed as ComposeFile['services'] } : undefined;
}

/** A service of its own: its number in the name, its own port on this machine, its own log file. */
function replicaOf({ build: _built, ...first }: ComposeService, name: string): ComposeService {
  const { of, port } = replicaNamed(name)!;
  const { environment = {}, ports: published = [] } = first;
  const variable = `\${${portVariable(port)}:-${ports[port]}}`;
  return {
    ...first,
    ports: published.map((one) => one.replace(/\$\{[^}]*\}/, variable)),
    environment: {
      ...environment,
      OTEL_RESOURCE_ATTRIBUTES: withAttribute(environment, 'service.instance.id', name),
      LOG_FILE: environment['LOG_FILE']!.replace(`${of}.log`, `${name}.log`),
    },
  };
}

/** The difference that the rollouts make to the start of an instance. */
function withRollouts(lab: Lab, name: string, { environment = {}, command }: ComposeService): Service {
  const rollouts = rolloutsAffecting(lab, name);
  if (rollouts.length === 0) return {};
  const env = escaped(Object.assign({}, ...rollouts.map((one) => one.env ?? {})) as Texts);
  const flags = escaped(Object.assign({}, ...rollouts.map((one) => one.flags ?? {})) as Texts);
  const version = versionOf(lab, name);
  const own = Object.keys({ ...env, ...flags, ...(version !== lab.version && { version }) }).length > 0;
  if (!own) return {};
  const changed = { ...environment, ...env };
  if (version !== lab.version)
    changed['OTEL_RESOURCE_ATTRIBUTES'] = withAttribute(changed, 'service.version', version);
  // The heap of a service is limited there, not in the command of its image.
  const options = changed['NODE_OPTIONS']?.split(' ').map((option) => withFlags(option, flags));
  if (options) changed['NODE_OPTIONS'] = options.join(' ');
  const args = command?.map((arg) => withFlags(String(arg), flags));
  const missing = Object.entries(flags).find(
    ([flag, value]) => ![...(options ?? []), ...(args ?? [])].includes(`${flag}=${value}`),
  );
  if (missing) throw new Failure(`${name} has no flag ${missing[0]} in containers.`);
  const isCommandChanged = args?.some((arg, at) => arg !== command![at]);
  const differing = difference(environment, changed);
  return {
    ...(Object.keys(differing).length > 0 && { environment: differing }),
    ...(isCommandChanged && { command: args! }),
  };
}

const merged = (definition: ComposeService, { environment, ...rest }: Service): ComposeService => ({
  ...definition,
  ...rest,
  environment: { ...definition.environment, ...environment },
});

type Texts = Record<string, string>;

/** A dollar in a value is no variable of Compose. */
const escaped = (texts: Texts): Texts =>
  Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, text.replaceAll('$', '$$$$')]));

const withAttribute = ({ OTEL_RESOURCE_ATTRIBUTES: all = '' }: Texts, name: string, value: string) =>
  all
    .split(',')
    .map((pair) => (pair.startsWith(`${name}=`) ? `${name}=${value}` : pair))
    .join(',');

/** Compose merges environments by name. */
const difference = (before: Texts, after: Texts): Texts =>
  Object.fromEntries(Object.entries(after).filter(([name, value]) => before[name] !== value));
