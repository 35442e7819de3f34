import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Lab } from '../lab.ts';

/** The fields of a docker-compose.yml service that this code reads. */
export interface ComposeService {
  image: string;
  /** Default: no. */
  restart?: string;
  /** Number of containers. */
  scale?: number;
  profiles?: string[];
  build?: { context: string; target: string; args: Record<string, string> };
  command?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  ports?: string[];
  secrets?: { source: string; target: string }[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: { test: string[] };
  mem_limit?: string;
  shm_size?: string;
  networks?: string[];
  user?: string;
  cap_drop?: string[];
  cap_add?: string[];
  security_opt?: string[];
  read_only?: boolean;
  tmpfs?: string[];
  privileged?: boolean;
  pid?: string;
}

export interface ComposeFile {
  name: string;
  services: Record<string, ComposeService>;
  networks: Record<string, { internal?: boolean; driver_opts?: Record<string, string> } | null>;
  volumes: Record<string, null>;
  secrets: Record<string, { environment: string }>;
}

/** The raw text, including every `${…}` unless `interpolated` has replaced them. */
export const composeText = (root: string) => readFileSync(join(root, 'docker-compose.yml'), 'utf8');

export const parseCompose = (text: string) => parse(text, { merge: true }) as ComposeFile;

const overriding = ['!override', '!reset'].flatMap((tag) =>
  (['seq', 'map'] as const).map((collection) => ({ tag, collection })),
);

/** What `--slim` changes; as text, like docker-compose.yml. */
export const slimText = (root: string) => readFileSync(join(root, 'docker-compose.slim.yml'), 'utf8');

export const parseSlimCompose = (text: string) =>
  parse(text, { merge: true, customTags: overriding }) as Pick<ComposeFile, 'services'>;

/** The definition of a service in this lab. Of what `--slim` changes, it has the environment. */
export function definitionOf(lab: Pick<Lab, 'root' | 'isSlim'>, name: string): ComposeService | undefined {
  const complete = parseCompose(composeText(lab.root)).services[name];
  const slim = lab.isSlim ? parseSlimCompose(slimText(lab.root)).services[name] : undefined;
  return complete && { ...complete, environment: { ...complete.environment, ...slim?.environment } };
}

/** A service that ends when its work is done. */
export const isOneShot = ({ restart = 'no' }: Partial<ComposeService>) => restart === 'no';

/** All services, including those of optional profiles. */
export const composeServices = (lab: Lab) => Object.keys(parseCompose(composeText(lab.root)).services);

/** A service's networks: without a list, Compose's default network. */
export const networksOf = ({ networks = ['default'] }: ComposeService) => networks;
