import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import { type Objective, objectiveOf } from './objective.ts';
import { service, slo } from './openslo.ts';
import { Problem } from './problem.ts';

const document = z.discriminatedUnion('kind', [service, slo]);
type Document = z.infer<typeof document>;

/** The objectives of a folder of OpenSLO documents, by name. @throws Problem with all their errors */
export function loadObjectives(folder: string): Objective[] {
  const files = globSync('*.yaml', { cwd: folder }).sort();
  return parseObjectives(files.map((file) => ({ file, text: readFileSync(join(folder, file), 'utf8') })));
}

interface Source {
  file: string;
  text: string;
}

export function parseObjectives(sources: Source[]): Objective[] {
  const problems: string[] = [];
  const documents = sources.flatMap((source) => read(source, problems));
  if (problems.length > 0) throw new Problem(problems.join('\n'));

  const services = new Map(
    documents.flatMap(({ parsed }) => (parsed.kind === 'Service' ? [[parsed.metadata.name, parsed]] : [])),
  );
  const objectives = documents.flatMap(({ parsed, file }) => {
    if (parsed.kind !== 'SLO') return [];
    const { name } = parsed.metadata;
    // The file name is also the name of the rules' file, and two documents of one name would share it.
    if (basename(file, '.yaml') !== name)
      problems.push(`${file}: metadata.name is ${name}: the file must be ${name}.yaml`);
    const owner = services.get(parsed.spec.service);
    if (owner) return [objectiveOf(parsed, owner)];
    const known = [...services.keys()].join(', ');
    problems.push(`${file}: spec.service ${parsed.spec.service} is no Service of these documents (${known})`);
    return [];
  });
  if (problems.length > 0) throw new Problem(problems.join('\n'));
  return objectives;
}

function read({ file, text }: Source, problems: string[]): { file: string; parsed: Document }[] {
  return [parseAllDocuments(text)].flat().flatMap((yaml) => {
    if (yaml.errors.length > 0) {
      problems.push(...yaml.errors.map(({ message }) => `${file}: is no YAML: ${message.split('\n')[0]}`));
      return [];
    }
    const { data, error } = document.safeParse(yaml.toJS());
    if (data) return [{ file, parsed: data }];
    problems.push(
      ...error!.issues.map(({ path, message }) => `${file}: ${path.join('.') || 'document'}: ${message}`),
    );
    return [];
  });
}
