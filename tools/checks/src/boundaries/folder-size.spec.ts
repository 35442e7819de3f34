import { describe, expect, it } from 'vitest';
import { childrenByFolder } from './folder-size.ts';
import { repositoryFiles } from './repository.ts';

/** A listing of more does not fit on a screen: sort the files into folders by their readers. */
const MOST = 25;

/** Folders that may be larger: all of their files are alike, and a reader of one can find any other by its name. */
const exceptions: Readonly<Record<string, string>> = {
  '.': 'many tools read their configuration only in the root of the repository',
  findings: 'a script for each surprise',
  'infra/prometheus/tests': 'a test file for each rule and objective',
  'libs/faults/src/catalogue': 'a file for each fault',
};
const isException = (folder: string) => folder in exceptions || folder.endsWith('/migrations');

describe('the size of folders', () => {
  const folders = childrenByFolder(repositoryFiles());

  it(`has no folder with more than ${MOST} files and folders, except catalogues`, () => {
    const large = [...folders].filter(([folder, { size }]) => size > MOST && !isException(folder));
    expect(large.map(([folder, { size }]) => `${folder}: ${size}`)).toEqual([]);
  });

  it('excepts only folders that exist', () => {
    expect(Object.keys(exceptions).filter((folder) => !folders.has(folder))).toEqual([]);
  });

  it('counts a subfolder once, and not what is in it', () => {
    const children = childrenByFolder(['a/one.ts', 'a/b/two.ts', 'a/b/three.ts']);
    expect(children.get('a')).toEqual(new Set(['a/one.ts', 'a/b']));
    expect(children.get('a/b')?.size).toBe(2);
  });
});
