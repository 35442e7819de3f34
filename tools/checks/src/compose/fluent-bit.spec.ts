import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { readAlloyFile } from './alloy-file.ts';

const infra = resolve(import.meta.dirname, '../../../../infra');
const { pipeline } = parse(readFileSync(resolve(infra, 'fluent-bit/fluent-bit.yaml'), 'utf8')) as {
  pipeline: {
    inputs: { path: string }[];
    filters: { rename: string[] }[];
    outputs: { labels: string; structured_metadata: string }[];
  };
};

/** Alloy's output for the same files. */
const alloy = readAlloyFile(resolve(infra, 'alloy/logs.alloy')).blocks.find(
  ({ name, label }) => name === 'loki.process' && label === 'services',
)!;
const valuesOf = (stage: string) =>
  alloy.blocks.find(({ name }) => name === stage)!.attributes as { values?: object; expressions?: object };

const [{ labels, structured_metadata }] = pipeline.outputs as [(typeof pipeline.outputs)[0]];
const given = Object.fromEntries(structured_metadata.split(', ').map((pair) => pair.split('=')));

describe('Fluent Bit', () => {
  it('adds the same metadata to a line as Alloy', () => {
    expect(Object.keys(given)).toEqual(Object.keys(valuesOf('stage.structured_metadata').values!));
  });

  it('uses the one form of a field name that Fluent Bit 5.0.3 reads at the top of a record: without dots and brackets', () => {
    const fields = [...Object.values(given), /service_name=(\S+)/.exec(labels)![1]!];
    for (const field of fields) expect(field).toMatch(/^\$\w+$/);
  });

  it('renames each field of the shop with dots to a name without them', () => {
    const dotted = Object.values(valuesOf('stage.json').expressions! as Record<string, string>)
      .map((field) => field.replaceAll('"', ''))
      .filter((field) => field.includes('.'));
    const renamed = dotted.map((field) => `${field} ${field.replaceAll('.', '_')}`);
    expect(pipeline.filters[0]!.rename).toEqual(renamed);
  });
});
